// The document: text and records linked both ways, kinds shown and hidden, keys, words taken from the text.

const reading = () => document.getElementById("reading");
const cssId = (id) => CSS.escape(id);

/* Text and records light up together */

function light(record, on) {
  for (const one of reading().querySelectorAll(`[data-record="${cssId(record)}"]`)) one.classList.toggle("lit", on);
}

function recordAt(target) {
  return target.closest?.("#reading [data-record]")?.dataset.record ?? null;
}

let lit = null;
function lightOnly(record) {
  if (record === lit) return;
  if (lit) light(lit, false);
  if (record) light(record, true);
  lit = record;
}

document.addEventListener("mouseover", (event) => lightOnly(recordAt(event.target)));
document.addEventListener("focusin", (event) => lightOnly(recordAt(event.target)));

/** Make a record the one that keys act on. */
function makeCurrent(card, { focus = true } = {}) {
  for (const one of reading().querySelectorAll(".record.current")) if (one !== card) one.classList.remove("current");
  if (!card) return;
  card.classList.add("current");
  if (focus) card.querySelector("[data-name]").focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  document.getElementById(`t-${card.dataset.record}`)?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const words = event.target.closest("#reading .ev");
  if (!words || String(getSelection()) !== "") return;
  const shown = [...chain(words)].map((id) => document.getElementById(`r-${id}`)).find((card) => card?.offsetParent);
  if (shown) makeCurrent(shown);
});

/** Yield the records whose evidence these words are, the innermost first. */
function* chain(words) {
  for (let one = words; one; one = one.parentElement?.closest(".ev")) yield one.dataset.record;
}

document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.(".record");
  if (card) makeCurrent(card, { focus: false });
});

/* Kinds */

function showKinds() {
  const query = new URLSearchParams(location.search);
  query.delete("kinds");
  for (const box of document.querySelectorAll(".kinds input")) {
    reading().classList.toggle(`hides-${box.value}`, !box.checked);
    if (box.checked) query.append("kinds", box.value);
  }
  history.replaceState(null, "", `${location.pathname}?${query}${location.hash}`);
}

document.addEventListener("change", (event) => {
  if (event.target.matches(".kinds input")) showKinds();
});

/* Words of the text: where a selection stands, in code points */

const length = (text) => [...text].length;

/** Return { words, start, where } of what is selected in the text or in the title, null where nothing is. */
function selectedWords() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const block = range.startContainer.parentElement?.closest("[data-where]");
  const where = block?.dataset.where;
  if (!where || range.endContainer.parentElement?.closest("[data-where]")?.dataset.where !== where) return null;
  const scope = where === "title" ? block : reading();
  const pieces = [...scope.querySelectorAll(`[data-where="${where}"] .w`)].filter((w) => range.intersectsNode(w));
  if (!pieces.length) return null;
  const first = pieces[0];
  const before = first.contains(range.startContainer) ? range.startContainer.textContent.slice(0, range.startOffset) : "";
  const words = pieces.map((w) => {
    const from = w.contains(range.startContainer) ? range.startOffset : 0;
    const to = w.contains(range.endContainer) ? range.endOffset : w.textContent.length;
    return w.textContent.slice(from, to);
  }).join("");
  const lead = words.length - words.trimStart().length;
  if (!words.trim()) return null;
  return { words: words.trim(), start: Number(first.dataset.at) + length(before) + lead, where, range };
}

let field = null;
document.addEventListener("focusin", (event) => {
  if (!event.target.matches?.("[data-words]")) return;
  field?.parentElement.classList.remove("takes");
  field = event.target;
  field.parentElement.classList.add("takes");
});

function useSelection() {
  const found = selectedWords();
  const form = document.querySelector("[data-correcting]");
  if (!found || !form) return false;
  const target = field?.isConnected ? field : form.querySelector("[data-words]");
  const where = form.elements.evidence_where;
  if (where && target.name === "evidence") where.value = found.where;
  else if (found.where !== (where?.value ?? form.dataset.whereOf)) return false;
  target.value = found.words;
  form.querySelector(`[name="${target.name}_start"]`).value = found.start;
  target.focus({ preventScroll: true });
  getSelection().removeAllRanges();
  return true;
}

/** Words that are written by hand are looked for anew: what was selected says nothing of them. */
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-words]") || !event.isTrusted) return;
  event.target.form.querySelector(`[name="${event.target.name}_start"]`).value = "";
});

function openAdding(kind) {
  const found = selectedWords();
  const address = new URL(document.getElementById("add-missed").href);
  address.searchParams.set("kind", kind);
  if (found) {
    address.searchParams.set("evidence", found.words);
    address.searchParams.set("evidence_start", found.start);
    address.searchParams.set("evidence_where", found.where);
  }
  getSelection().removeAllRanges();
  htmx.ajax("GET", address.pathname + address.search, { target: "#adding", swap: "innerHTML" });
}

const toolbar = document.getElementById("selected");
document.addEventListener("selectionchange", () => {
  const found = document.getElementById("add-missed") ? selectedWords() : null;
  toolbar.hidden = !found;
  if (!found) return;
  toolbar.querySelector("[data-uses]").hidden = !document.querySelector("[data-correcting]");
  const box = found.range.getBoundingClientRect();
  toolbar.style.insetBlockStart = `${window.scrollY + box.bottom + 8}px`;
  toolbar.style.insetInlineStart = `${Math.max(8, Math.min(box.left, innerWidth - toolbar.offsetWidth - 8))}px`;
});
toolbar.addEventListener("mousedown", (event) => event.preventDefault());
toolbar.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.adds) openAdding(button.dataset.adds);
  if (button && "uses" in button.dataset) useSelection();
});

/* Forms: one open at a time; another field for parties once the last is filled */

function closeForms(but = null) {
  for (const form of document.querySelectorAll("[data-correcting]")) {
    if (form === but) continue;
    form.closest(".record")?.classList.remove("is-corrected");
    form.remove();
  }
}

document.addEventListener("htmx:load", (event) => {
  const form = event.target.closest?.("[data-correcting]") ?? event.target.querySelector?.("[data-correcting]");
  if (!form) return;
  closeForms(form);
  form.closest(".record")?.classList.add("is-corrected");
  // Whoever is already writing in a field must not be moved to another one.
  if (!form.contains(document.activeElement))
    form.querySelector("select, textarea, input:not([type=hidden])")?.focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest" });
});

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-closes]");
  if (!close || !document.getElementById("reading")) return;
  event.preventDefault();
  const card = close.closest(".record");
  closeForms();
  if (card) makeCurrent(card);
});

document.addEventListener("input", (event) => {
  const group = event.target.closest("[data-parties]");
  if (!group) return;
  suggest(event.target);
  const inputs = [...group.querySelectorAll("input")];
  if ("one" in group.dataset || inputs.some((one) => !one.value)) return;
  const another = inputs.at(-1).cloneNode();
  another.value = "";
  another.setAttribute("aria-label", another.getAttribute("aria-label").replace(/\d+$/, String(inputs.length + 1)));
  group.append(another);
});

let asked = "";
async function suggest(input) {
  const words = input.value.trim();
  if (words.length < 2 || words === asked) return;
  asked = words;
  const answer = await fetch(`${input.list.dataset.suggests}?words=${encodeURIComponent(words)}`);
  if (answer.ok && words === asked) input.list.innerHTML = await answer.text();
}

/* After a decision: the same record again, and where to go on */

let current = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "reading") current = document.querySelector(".record.current")?.id ?? null;
});
document.addEventListener("htmx:afterSettle", () => {
  const wanted = reading()?.dataset.current;
  if (!wanted) return;
  delete reading().dataset.current;
  document.getElementById("adding").replaceChildren();
  const card = document.getElementById(`r-${wanted}`) ?? document.getElementById(current);
  if (card) makeCurrent(card);
});

/* Keys */

const shownCards = () => [...reading().querySelectorAll(".record")].filter((card) => card.offsetParent);

function step(by) {
  const cards = shownCards();
  const at = cards.findIndex((card) => card.classList.contains("current"));
  makeCurrent(cards[Math.min(Math.max(at < 0 ? 0 : at + by, 0), cards.length - 1)]);
}

function press(key) {
  const card = reading().querySelector(".record.current");
  const button = card?.querySelector(`[data-key="${key}"]`) ?? (key === "u" ? document.querySelector("#said [data-key=u]") : null);
  if (!button) return;
  htmx.process(document.body); // a key may come before htmx has seen what it put there
  button.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !reading()) return;
  if (event.key === "Escape") {
    const card = document.querySelector("[data-correcting]")?.closest(".record");
    closeForms();
    if (card) makeCurrent(card);
    return;
  }
  if (event.key === "s" && selectedWords() && document.querySelector("[data-correcting]")) {
    event.preventDefault();
    useSelection();
    return;
  }
  if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
  const deeds = { j: () => step(1), k: () => step(-1), a: () => openAdding("event"), "?": () => document.getElementById("keys").showModal() };
  for (const key of ["y", "n", "e", "u"]) deeds[key] = () => press(key);
  const box = [...document.querySelectorAll(".kinds input")][Number(event.key) - 1];
  if (box) deeds[event.key] = () => box.click();
  if (!deeds[event.key]) return;
  event.preventDefault();
  deeds[event.key]();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
});

if (new URLSearchParams(location.search).has("span")) document.getElementById("cited")?.scrollIntoView({ block: "center" });
