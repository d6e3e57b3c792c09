// The frame of every page: colours without loading the page again, "/" goes to the search box.

const YEAR = 31536000;

/** Keep and show a choice of colours: auto, light or dark. */
function showTheme(theme) {
  document.documentElement.dataset.theme = theme;
  document.cookie = `servanda_theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
}

document.addEventListener("change", (event) => {
  const control = event.target;
  if (control.matches("select[name=theme]")) showTheme(control.value);
  if (control.matches("select[data-submits]")) control.form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  const isWriting = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !isWriting && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.querySelector("input[type=search]")?.focus();
  }
});

// What is asked for while a page stands shows a line at its top until the answer is there.
let asked = 0;
for (const [name, step] of [["htmx:beforeRequest", 1], ["htmx:afterRequest", -1]]) {
  document.addEventListener(name, () => {
    asked = Math.max(0, asked + step);
    document.documentElement.toggleAttribute("data-busy", asked > 0);
  });
}

document.documentElement.dataset.scripts = "yes";
