// The map: events and commitments by place, put together where they would overlap; zoom, a time slider, disputed borders.
// The list below it says the same without scripts or sight; the geometry is Natural Earth's, drawn to the width there is.

const { d3, topojson, htmx } = globalThis;
const frame = document.getElementById("map");
const form = document.getElementById("map-form");
const words = JSON.parse(frame.dataset.words);
const names = JSON.parse(frame.dataset.names);
const says = frame.querySelector(".map-says");
const language = document.documentElement.lang;
const TONES = ["cooperation", "conflict", "commitments"];
const RADIUS = d3.scaleSqrt([1, 200], [7, 26]).clamp(true);
const NEAR = 6;
const SMALL = 7;

const [world, first] = await Promise.all([d3.json(frame.dataset.geometry), d3.json(frame.dataset.source)]);
const countries = topojson.feature(world, world.objects.countries).features;
const borders = topojson.feature(world, world.objects.borders).features;
const areas = new Map(topojson.feature(world, world.objects.disputes).features.map((area) => [area.id, area]));

let data = first;
let transform = d3.zoomIdentity;
const [width, height] = sizeOf();
// The poles are cut off: nobody meets there, and the rest gets more room.
const edges = { type: "MultiPoint", coordinates: [[-168, 20], [179.9, 20], [-70, -55], [20, 78]] };
const projection = d3.geoNaturalEarth1().fitExtent([[6, 6], [width - 6, height - 6]], edges);
const path = d3.geoPath(projection);

const svg = d3.create("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "group").attr("aria-label", words.map);
hatching(svg);
const ground = svg.append("g");
const marks = svg.append("g");
const labels = svg.append("g");
const places = svg.append("g");
drawGround();
frame.prepend(svg.node());

function sizeOf() {
  const wide = Math.max(320, frame.clientWidth);
  return [wide, Math.round(wide * (wide < 600 ? 0.62 : 0.5))];
}

function hatching(into) {
  const pattern = into.append("defs").append("pattern").attr("id", "hatching").attr("width", 5).attr("height", 5)
    .attr("patternUnits", "userSpaceOnUse").attr("patternTransform", "rotate(45)");
  pattern.append("line").attr("y2", 5);
}

/** Countries, settled and contested borders, disputed areas: drawn once, then only moved. */
function drawGround() {
  ground.append("path").attr("class", "sphere").attr("d", path({ type: "Sphere" }));
  ground.append("g").selectAll("path").data(countries).join("path")
    .attr("class", "land").attr("data-code", (c) => c.id).attr("d", path)
    .append("title").text((c) => names[c.id] ?? c.id);
  ground.append("g").selectAll("path").data([...areas.values()]).join("path")
    .attr("class", "dispute").attr("data-dispute", (a) => a.id).attr("d", path)
    .on("mouseenter focus", (_, area) => tellDispute(area.id)).on("mouseleave blur", () => tell(""));
  ground.append("g").selectAll("path").data(borders).join("path")
    .attr("class", (b) => (b.id === "settled" ? "settled" : "contested")).attr("d", path);
}

/** Small states and disputed islands keep their size on the screen at any zoom. */
function drawMarks() {
  const inSight = (d) => within(d, 10);
  const seen = new Set();
  const small = data.countries.filter((c) => {
    const shapes = countries.filter((one) => one.id === c.code);
    const size = Math.sqrt(d3.sum(shapes, (one) => path.area(one))) * transform.k;
    return size < SMALL && !seen.has(c.code) && seen.add(c.code);
  }).map((c) => ({ ...c, ...spotOf(c) }));
  marks.selectAll(".small-state").data(small.filter(inSight), (c) => c.code).join((enter) => {
    const made = enter.append("circle").attr("class", "small-state").attr("data-code", (c) => c.code).attr("r", width < 600 ? 2 : 3.2);
    made.append("title").text((c) => names[c.code] ?? c.name);
    return made;
  }).attr("cx", (c) => c.x).attr("cy", (c) => c.y);
  const islands = data.disputes.filter((d) => !areas.has(d.id) || Math.sqrt(path.area(areas.get(d.id))) * transform.k < SMALL / 2)
    .map((d) => ({ ...d, ...spotOf(d) }));
  marks.selectAll(".dispute").data(islands.filter(inSight), (d) => d.id).join((enter) => enter.append("circle")
    .attr("class", "dispute").attr("data-dispute", (d) => d.id).attr("r", 5)
    .on("mouseenter", (_, d) => tellDispute(d.id)).on("mouseleave", () => tell("")))
    .attr("cx", (d) => d.x).attr("cy", (d) => d.y);
}

/** Names of countries once they have room: the widest first, none over another. */
function drawNames() {
  const boxes = [];
  const wanted = transform.k < 1.8 ? [] : data.countries.map((c) => {
    const shape = countries.find((one) => one.id === c.code);
    const [[x0], [x1]] = shape ? path.bounds(shape) : [[0], [0]];
    return { ...c, ...spotOf(c), name: names[c.code] ?? c.name, room: (x1 - x0) * transform.k };
  }).filter((c) => within(c, 0) && c.room > c.name.length * 5.5).sort((a, b) => b.room - a.room)
    .filter((c) => {
      const half = c.name.length * 3.2;
      const free = boxes.every((o) => Math.abs(o.x - c.x) > o.half + half || Math.abs(o.y - c.y) > 14);
      if (free) boxes.push({ x: c.x, y: c.y, half });
      return free;
    });
  labels.selectAll("text").data(wanted, (c) => c.code).join("text").attr("class", "country-name")
    .attr("x", (c) => c.x).attr("y", (c) => c.y).text((c) => c.name);
}

function spotOf({ lat, lon }) {
  const [x, y] = transform.apply(projection([lon, lat]));
  return { x, y };
}

const within = ({ x, y }, beyond) => x > -beyond && y > -beyond && x < width + beyond && y < height + beyond;
const total = (place) => place.cooperation + place.conflict + place.commitments;

/** Put places together that would overlap: each joins the biggest before it that it touches. */
function cluster() {
  const clusters = [];
  const sorted = data.places.map((place) => ({ ...place, ...spotOf(place) })).filter((place) => within(place, 30))
    .sort((a, b) => total(b) - total(a) || d3.ascending(a.name, b.name));
  for (const place of sorted) {
    const near = clusters.find((c) => Math.hypot(c.x - place.x, c.y - place.y) < RADIUS(total(c)) + NEAR);
    if (near) {
      near.places.push(place);
      TONES.forEach((tone) => { near[tone] += place[tone]; });
    } else {
      clusters.push({ ...place, places: [place] });
    }
  }
  return clusters;
}

function drawPlaces() {
  const arc = d3.arc().innerRadius((d) => RADIUS(total(d.whole)) * 0.62).outerRadius((d) => RADIUS(total(d.whole)));
  const pie = d3.pie().sort(null).value((d) => d.value);
  const joined = places.selectAll("a.place").data(cluster(), (c) => `${c.name}|${c.lat}|${c.lon}`).join((enter) => {
    const made = enter.append("a").attr("class", "place");
    made.append("circle").attr("class", "ground");
    made.append("g");
    made.append("text");
    made.append("title");
    made.on("click", open).on("keydown", (event, c) => { if (event.key === " ") open(event, c); });
    return made;
  });
  joined.attr("transform", (c) => `translate(${c.x},${c.y})`).attr("href", addressOf).attr("aria-label", describe)
    .attr("data-places", (c) => c.places.length);
  joined.select(".ground").attr("r", (c) => RADIUS(total(c)));
  joined.select("text").text((c) => (RADIUS(total(c)) > 8 ? short(total(c)) : ""));
  joined.select("title").text(describe);
  joined.select("g").selectAll("path").data((c) => pie(TONES.map((tone) => ({ tone, value: c[tone], whole: c })).filter((d) => d.value)))
    .join("path").attr("class", (d) => `is-${d.data.tone === "commitments" ? "commitment" : d.data.tone}`)
    .attr("d", (d) => arc({ ...d, whole: d.data.whole }));
}

const short = (n) => (n < 1000 ? n : `${Math.round(n / 1000)}k`);

function describe(c) {
  const counts = TONES.filter((tone) => c[tone]).map((tone) => `${c[tone]} ${words[tone]}`).join(", ");
  const others = c.places.length - 1;
  return `${c.precision === "country" ? names[c.country] ?? c.name : c.name}${others ? ` + ${others} ${words.places}` : ""}: ${counts}`;
}

function addressOf(c) {
  return `${frame.dataset.place}?${new URLSearchParams({ name: c.name, since: data.since, until: data.until, show: data.show, party: data.party })}`;
}

/** A cluster opens by coming closer, a single place by its sentences below the map. */
async function open(event, c) {
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const spread = Math.max(...c.places.map((p) => Math.hypot(p.x - c.x, p.y - c.y)));
  if (c.places.length > 1 && spread > 1 && transform.k < 24) {
    const x = d3.mean(c.places, (p) => p.x);
    const y = d3.mean(c.places, (p) => p.y);
    const closer = Math.min(4, Math.max(1.8, 120 / spread));
    const [px, py] = transform.invert([x, y]);
    zoomTo(d3.zoomIdentity.translate(width / 2, height / 2).scale(Math.min(32, transform.k * closer)).translate(-px, -py));
    return;
  }
  const evidence = document.getElementById("evidence");
  evidence.hidden = false;
  await htmx.ajax("GET", addressOf(c), { target: "#evidence", swap: "innerHTML" });
  evidence.focus({ preventScroll: true });
  evidence.scrollIntoView({ block: "nearest" });
}

function tell(text) {
  says.textContent = text;
}

function tellDispute(id) {
  const dispute = data.disputes.find((one) => one.id === id);
  if (dispute) tell(`${dispute.name}: ${words.claimed} ${dispute.claimed_by.map((code) => names[code] ?? code).join(", ")}`);
}

// Zoom
const zoom = d3.zoom().scaleExtent([1, 32]).translateExtent([[0, 0], [width, height]])
  .filter((event) => (event.type !== "wheel" || event.ctrlKey || event.metaKey || transform.k > 1) && !event.button)
  .on("zoom", (event) => {
    transform = event.transform;
    ground.attr("transform", transform);
    svg.select("#hatching").attr("patternTransform", `rotate(45) scale(${1 / transform.k})`);
    redraw();
  });
svg.call(zoom);
const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;

function zoomTo(wanted) {
  (isCalm ? svg : svg.transition().duration(500)).call(zoom.transform, wanted);
}
frame.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
  const by = Number(button.dataset.zoom);
  if (by) (isCalm ? svg : svg.transition().duration(250)).call(zoom.scaleBy, by);
  else zoomTo(d3.zoomIdentity);
}));
document.querySelectorAll(".disputes li").forEach((line) => line.querySelector("button").addEventListener("click", () => {
  const { dispute, lat, lon } = line.dataset;
  const area = areas.get(dispute);
  const [x, y] = projection([Number(lon), Number(lat)]);
  const room = area ? Math.max(...d3.transpose(path.bounds(area)).map(([low, high]) => high - low)) : 4;
  zoomTo(d3.zoomIdentity.translate(width / 2, height / 2).scale(Math.min(24, height / 3 / Math.max(room, 4))).translate(-x, -y));
  d3.selectAll(".map .dispute").classed("is-chosen", function () { return this.dataset.dispute === dispute; });
  tellDispute(dispute);
  frame.scrollIntoView({ block: "nearest" });
}));

function redraw() {
  drawMarks();
  drawNames();
  drawPlaces();
}
redraw();
frame.dataset.drawn = "yes";

// Time: the months, of which two sliders choose the first and the last
const [low, high] = [document.getElementById("from-month"), document.getElementById("to-month")];
const timeSays = document.getElementById("time-says");
let months = [];

async function drawMonths() {
  const query = new URLSearchParams({ show: form.show.value, party: form.party.value });
  const counts = await d3.json(`${frame.dataset.months}?${query}`);
  const known = Object.keys(counts);
  document.getElementById("time").hidden = known.length < 2;
  if (known.length < 2) return;
  months = d3.utcMonth.range(new Date(`${known[0]}-01`), d3.utcMonth.offset(new Date(`${known.at(-1)}-01`), 1))
    .map((day) => day.toISOString().slice(0, 7)).map((month) => ({ month, count: counts[month] ?? 0 }));
  const most = d3.max(months, (m) => m.count);
  const step = 100 / months.length;
  d3.select("#time svg").selectAll("rect").data(months).join("rect").attr("x", (_, n) => n * step).attr("width", Math.max(0.1, step * 0.85))
    .attr("y", (m) => 20 - 20 * Math.sqrt(m.count / most)).attr("height", (m) => 20 * Math.sqrt(m.count / most));
  [low, high].forEach((slider) => { slider.min = 0; slider.max = months.length - 1; });
  setSliders();
}

function setSliders() {
  const at = (day, other) => (day ? Math.max(0, d3.bisectLeft(months.map((m) => m.month), day.slice(0, 7).padEnd(7, "-01"))) : other);
  low.value = Math.min(at(data.since, 0), months.length - 1);
  high.value = Math.min(at(data.until, months.length - 1), months.length - 1);
  showRange();
}

function showRange() {
  const name = (month) => new Intl.DateTimeFormat(language, { year: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${month}-01`));
  const [from, to] = [Number(low.value), Number(high.value)];
  d3.selectAll("#time rect").classed("is-inside", (_, n) => n >= from && n <= to);
  timeSays.value = `${name(months[from].month)} – ${name(months[to].month)}`;
  [low, high].forEach((slider) => slider.setAttribute("aria-valuetext", name(months[slider.value].month)));
}

let waiting;
[low, high].forEach((slider) => slider.addEventListener("input", () => {
  if (Number(low.value) > Number(high.value)) (slider === low ? high : low).value = slider.value;
  showRange();
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    form.since.value = months[low.value].month;
    form.until.value = months[high.value].month;
    refresh();
  }, 200);
}));

/** Ask anew for what the form says: the map, the list and the address of the page change together. */
async function refresh({ withMonths = false } = {}) {
  const query = new URLSearchParams(new FormData(form));
  const address = `${frame.dataset.list}?${query}`;
  history.replaceState(null, "", address);
  const [found, list] = await Promise.all([
    d3.json(`${frame.dataset.list}.json?${query}`), fetch(address, { headers: { "HX-Request": "true" } }).then((answer) => answer.text()),
  ]);
  data = found;
  document.getElementById("map-list").innerHTML = list;
  document.getElementById("evidence").hidden = true;
  redraw();
  if (withMonths) await drawMonths();
}
form.addEventListener("submit", (event) => { event.preventDefault(); refresh({ withMonths: true }); });
form.show.addEventListener("change", () => refresh({ withMonths: true }));
await drawMonths();
