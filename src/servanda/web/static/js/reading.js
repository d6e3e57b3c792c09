// Progress of reading, told by server-sent events; when it is done, on to the document, or to the whole of this page.

const box = document.querySelector("[data-reading]");
const words = document.querySelector("[data-words]").content;
const told = new EventSource(box.dataset.reading);

function show(progress) {
  const bar = box.querySelector("[data-progress]");
  box.querySelector("[data-count]").textContent = progress.outcomes.length;
  box.querySelector("[data-found]").textContent = progress.found;
  if (progress.found) {
    bar.max = progress.found;
    if (progress.outcomes.length) bar.value = progress.outcomes.length;
    box.querySelector("[data-state]").textContent = words.querySelector("[data-reading-word]").textContent;
  }
}

told.addEventListener("progress", (event) => show(JSON.parse(event.data)));
told.addEventListener("done", (event) => {
  const progress = JSON.parse(event.data);
  told.close();
  show(progress);
  if (progress.address) location.replace(progress.address);
  else location.reload();
});
