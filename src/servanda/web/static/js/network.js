// The network of an actor: who deals with whom. The table beside it says the same; a click leads to the actor or the relation.

const { cytoscape } = globalThis;
const place = document.getElementById("network");
const names = JSON.parse(place.dataset.names);
const data = await (await fetch(place.dataset.source)).json();

const known = new Set([data.actor, ...data.ties.map((tie) => tie.other)]);
const ties = [...data.ties, ...data.among.filter((tie) => tie.one !== data.actor && tie.other !== data.actor)];
const most = Math.max(1, ...data.ties.map(eventsOf));
const eventOf = Object.fromEntries(data.ties.map((tie) => [tie.other, eventsOf(tie)]));

function eventsOf(tie) {
  return tie.cooperation + tie.conflict;
}

/** The value of a colour of the page as it is now: the canvas of the network knows no custom properties. */
function colour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  place.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function style() {
  const [ink, surface, line, together, against, accent] = ["--ink", "--surface", "--line-strong", "--cooperation", "--conflict", "--accent"].map(colour);
  return [
    { selector: "node", style: { label: "data(name)", "font-family": "Source Sans 3, sans-serif", "font-size": 12, color: ink, "text-valign": "bottom", "text-margin-y": 4, "text-max-width": 90, "text-wrap": "wrap", "text-outline-color": surface, "text-outline-width": 2, "background-color": surface, "border-color": line, "border-width": 1.5, width: "data(size)", height: "data(size)" } },
    { selector: "node[?centre]", style: { "background-color": accent, "border-color": accent, "font-size": 15, "font-weight": 600 } },
    { selector: "edge", style: { width: "data(width)", "line-color": together, "curve-style": "straight", opacity: 0.75 } },
    { selector: "edge[?conflict]", style: { "line-color": against, "line-style": "dashed", "line-dash-pattern": [6, 3] } },
    { selector: "edge[?far]", style: { opacity: 0.28 } },
    { selector: ".near", style: { opacity: 1 } },
    { selector: ".away", style: { opacity: 0.12 } },
  ];
}

/** Neighbours stand around the actor, who deals with whom side by side. */
function positions() {
  const order = [];
  const left = new Set(data.ties.map((tie) => tie.other));
  let at = data.ties[0]?.other;
  while (left.size) {
    order.push(at);
    left.delete(at);
    const near = data.among.filter((t) => t.one === at || t.other === at).sort((a, b) => eventsOf(b) - eventsOf(a));
    at = near.map((t) => (t.one === at ? t.other : t.one)).find((other) => left.has(other)) ?? [...left][0];
  }
  const [rx, ry] = [place.clientWidth / 2 - 60, place.clientHeight / 2 - 34];
  const spots = { [data.actor]: { x: 0, y: 0 } };
  order.forEach((other, n) => {
    const angle = (2 * Math.PI * n) / order.length - Math.PI / 2;
    const far = order.length > 8 && n % 2 ? 1 : 0.72;
    spots[other] = { x: far * rx * Math.cos(angle), y: far * ry * Math.sin(angle) };
  });
  return spots;
}

const spots = positions();
const network = cytoscape({
  container: place,
  elements: [
    ...[...known].map((id) => ({ data: { id, name: names[id] ?? id, centre: id === data.actor, size: id === data.actor ? 34 : 12 + 18 * Math.sqrt((eventOf[id] ?? 1) / most) }, position: spots[id] })),
    ...ties.filter((tie) => known.has(tie.one) && known.has(tie.other)).map((tie) => ({ data: { id: `${tie.one}|${tie.other}`, source: tie.one, target: tie.other, width: 1 + 8 * Math.sqrt(eventsOf(tie) / most), conflict: tie.conflict > tie.cooperation, far: tie.one !== data.actor && tie.other !== data.actor } })),
  ],
  style: style(),
  layout: { name: "preset", fit: false },
  zoom: 1, pan: { x: place.clientWidth / 2, y: place.clientHeight / 2 },
  userZoomingEnabled: false, userPanningEnabled: false, boxSelectionEnabled: false, autoungrabify: true,
});

const address = (template, values) => Object.entries(values).reduce((made, [name, value]) => made.replace(name, encodeURIComponent(value)), template);
network.on("tap", "node", (event) => location.assign(address(place.dataset.actor, { ACTOR: event.target.id() })));
network.on("tap", "edge", (event) => location.assign(address(place.dataset.relation, { ONE: event.target.data("source"), OTHER: event.target.data("target") })));
network.on("mouseover", "node, edge", (event) => {
  place.style.cursor = "pointer";
  const near = event.target.isNode() ? event.target.closedNeighborhood() : event.target.union(event.target.connectedNodes());
  network.elements().addClass("away");
  near.removeClass("away").addClass("near");
});
network.on("mouseout", "node, edge", () => {
  place.style.cursor = "";
  network.elements().removeClass("away near");
});

new MutationObserver(() => network.style(style())).observe(document.documentElement, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => network.style(style()));
document.fonts.ready.then(() => network.style(style()));
place.dataset.drawn = "yes";
