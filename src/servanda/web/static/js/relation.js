// The chart of a relation: cooperation up, conflict down, turning points on top. A bar or a turning point opens its evidence.
// Bars and turning points are links: without this script the tables below say the same and lead to the same pages.

const { Plot, d3, htmx } = globalThis;
const INTERVALS = { week: d3.utcMonday, month: d3.utcMonth, year: d3.utcYear };
const figure = document.getElementById("courses");
const words = JSON.parse(figure.dataset.words);
const language = document.documentElement.lang;
const data = await d3.json(figure.dataset.source);
const courses = [data.course, data.second].filter(Boolean);

/** The first day of a period: "2024-W07", "2024-02" or "2024". */
function dayOf(period) {
  if (!period.includes("W")) return new Date(`${period.padEnd(7, "-01")}-01`);
  const [year, week] = period.split("-W").map(Number);
  const fourth = new Date(Date.UTC(year, 0, 4));
  return d3.utcDay.offset(d3.utcMonday(fourth), 7 * (week - 1));
}

/** The name of a period in the language of the page. */
function nameOf(period) {
  if (period.length === 4) return period;
  const style = period.includes("W") ? { dateStyle: "medium" } : { year: "numeric", month: "long" };
  return new Intl.DateTimeFormat(language, { ...style, timeZone: "UTC" }).format(dayOf(period));
}

const isCount = data.measure === "stories";
const together = (p) => (isCount ? p.cooperation : p.cooperative_intensity);
const against = (p) => (isCount ? -p.conflict : p.conflictual_intensity);
const interval = INTERVALS[data.by];
const all = courses.flatMap((course) => course.periods);
const domain = all.length && [d3.min(all, (p) => dayOf(p.start)), interval.offset(d3.max(all, (p) => dayOf(p.start)), 1)];
const range = [Math.min(-1, d3.min(all, against) ?? 0), Math.max(1, d3.max(all, together) ?? 0)];

/** Draw one course into its place, to the width there is. */
function draw(place, course) {
  const width = Math.max(280, place.clientWidth);
  const height = courses.length > 1 ? 240 : 340;
  const rows = course.periods.map((p) => ({ ...p, day: dayOf(p.start) }));
  const chart = Plot.plot({
    className: "plot", width, height, marginTop: 28, marginLeft: 40, marginRight: 12,
    x: { type: "utc", domain, label: null, tickFormat: (d) => new Intl.DateTimeFormat(language, d.getUTCMonth() ? { month: "short", timeZone: "UTC" } : { year: "numeric", timeZone: "UTC" }).format(d) },
    y: { domain: range, grid: true, label: null, ticks: d3.ticks(...range, 6).filter((v) => Number.isInteger(v) || !isCount), tickFormat: (v) => Math.abs(v) },
    marks: [
      Plot.rectY(rows.filter(together), { x: "day", interval, y: together, fill: "var(--cooperation)", insetLeft: 0.5, insetRight: 0.5 }),
      Plot.rectY(rows.filter(against), { x: "day", interval, y: against, fill: "var(--conflict)", insetLeft: 0.5, insetRight: 0.5 }),
      Plot.ruleY([0], { stroke: "var(--ink-soft)" }),
      Plot.ruleX(course.turns, { x: (t) => dayOf(t.start), stroke: "var(--ink)", strokeDasharray: "2 3" }),
    ],
  });
  chart.querySelector("style")?.remove();
  chart.setAttribute("role", "group");
  chart.querySelectorAll("g[aria-label]").forEach((mark) => mark.removeAttribute("aria-label"));
  addHits(d3.select(chart), chart.scale("x"), rows, place, height);
  addTurns(d3.select(chart), chart.scale("x"), course, place);
  place.replaceChildren(chart);
}

/** Lay a link over every period in which anything happened; one of them is reached by Tab, the others by arrows. */
function addHits(svg, x, rows, place, height) {
  const filled = rows.filter((p) => p.cooperation || p.conflict);
  const links = svg.append("g").attr("class", "hits").selectAll("a").data(filled).join("a")
    .attr("href", (p) => addressOf(place, p.start))
    .attr("tabindex", (_, n) => (n === filled.length - 1 ? 0 : -1))
    .attr("aria-label", (p) => `${nameOf(p.start)}: ${words.cooperation} ${p.cooperation}, ${words.conflict} ${p.conflict}`);
  links.append("rect")
    .attr("x", (p) => x.apply(p.day)).attr("y", 20).attr("height", height - 40)
    .attr("width", (p) => Math.max(6, x.apply(interval.offset(p.day, 1)) - x.apply(p.day)));
  links.append("title").text((p) => `${nameOf(p.start)}: ${words.cooperation} ${p.cooperation}, ${words.conflict} ${p.conflict}`);
  links.on("click", openIt).on("keydown", walk);
}

/** Put a diamond on every turning point. */
function addTurns(svg, x, course, place) {
  const links = svg.append("g").attr("class", "turns-here").selectAll("a").data(course.turns).join("a")
    .attr("href", (t) => addressOf(place, t.start))
    .attr("transform", (t) => `translate(${x.apply(dayOf(t.start))},14)`)
    .attr("aria-label", (t) => `${words.turn}: ${nameOf(t.start)}, ${signed(t.before)} ${words.before}, ${signed(t.after)} ${words.after}`);
  links.append("path").attr("d", d3.symbol(d3.symbolDiamond2, 90));
  links.append("title").text((t) => `${words.turn}: ${nameOf(t.start)}, ${signed(t.before)} ${words.before}, ${signed(t.after)} ${words.after}`);
  links.on("click", openIt);
}

const signed = (value) => d3.format("+.1f")(value);
const addressOf = (place, period) => place.dataset.address.replace("PERIOD", period);

/** Show the evidence of a period beside the chart. */
async function openIt(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const link = event.currentTarget;
  document.querySelectorAll(".hits [aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
  await htmx.ajax("GET", link.getAttribute("href"), { target: "#evidence", swap: "innerHTML" });
  document.getElementById("evidence").scrollTop = 0;
}

/** Walk from period to period with the arrows, Home and End. */
function walk(event) {
  const links = [...event.currentTarget.parentNode.children];
  const at = links.indexOf(event.currentTarget);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || !links[to]) return;
  event.preventDefault();
  event.currentTarget.setAttribute("tabindex", -1);
  links[to].setAttribute("tabindex", 0);
  links[to].focus();
}

const places = [...figure.querySelectorAll(".plot-here")];
function drawAll() {
  places.forEach((place, n) => draw(place, courses[n]));
}
drawAll();
let width = figure.clientWidth;
new ResizeObserver(() => {
  if (Math.abs(figure.clientWidth - width) > 8) {
    width = figure.clientWidth;
    drawAll();
  }
}).observe(figure);
