// Review: everything by keys.

const isWriting = (target) => target.closest("input:not([type=checkbox]), textarea, select, dialog");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    document.getElementById("correcting")?.replaceChildren();
    return;
  }
  if (isWriting(event.target)) return;
  if (event.key === "?") {
    document.getElementById("keys").showModal();
    return;
  }
  const control = document.querySelector(`#review [data-key="${CSS.escape(event.key)}"]`);
  if (!control) return;
  event.preventDefault();
  htmx.process(document.getElementById("review")); // a key may come before htmx has seen what it put there
  control.click();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  const close = event.target.closest("#correcting [data-closes]");
  if (close) {
    event.preventDefault();
    document.getElementById("correcting").replaceChildren();
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  const form = document.querySelector("#correcting [data-correcting]");
  // Whoever is already writing in a field must not be moved to another one.
  if (form && event.target.id === "correcting" && !form.contains(document.activeElement))
    form.querySelector("select, textarea, input:not([type=hidden])")?.focus();
  document.querySelector("#review .ev:not(.u-cited)")?.scrollIntoView({ block: "nearest" });
});

/** Yield parties that a field may mean while it is written. */
document.addEventListener("input", async (event) => {
  const list = event.target.closest?.("[data-parties]") && event.target.list;
  const words = event.target.value?.trim();
  if (!list || words.length < 2) return;
  const answer = await fetch(`${list.dataset.suggests}?words=${encodeURIComponent(words)}`);
  if (answer.ok && event.target.value.trim() === words) list.innerHTML = await answer.text();
});
