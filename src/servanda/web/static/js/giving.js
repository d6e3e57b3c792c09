// The box that takes a text, an address or files: files may be dropped on it; Ctrl+Enter sends.

for (const form of document.querySelectorAll("form[data-drop]")) {
  const files = form.querySelector("input[type=file]");
  const chosen = form.querySelector("[data-chosen]");

  const showChosen = () => {
    if (files.files.length) chosen.textContent = Array.from(files.files, (file) => file.name).join(", ");
  };

  files.addEventListener("change", showChosen);
  for (const type of ["dragenter", "dragover"]) {
    form.addEventListener(type, (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  for (const type of ["dragleave", "drop"]) form.addEventListener(type, () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    files.files = event.dataTransfer.files;
    showChosen();
    form.requestSubmit();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}
