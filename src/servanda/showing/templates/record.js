for (const root of document.querySelectorAll(".servanda")) {
  const marks = [...root.querySelectorAll("[data-records]")];
  const light = (ids, on) => {
    for (const mark of marks) {
      if (mark.dataset.records.split(" ").some((id) => ids.includes(id))) mark.classList.toggle("lit", on);
    }
    for (const id of ids) root.querySelector(`[data-record="${CSS.escape(id)}"]`)?.classList.toggle("lit", on);
  };
  for (const item of root.querySelectorAll("[data-record]")) {
    for (const event of ["mouseenter", "focusin"]) item.addEventListener(event, () => light([item.dataset.record], true));
    for (const event of ["mouseleave", "focusout"]) item.addEventListener(event, () => light([item.dataset.record], false));
  }
  for (const mark of marks) {
    const ids = mark.dataset.records.split(" ");
    mark.addEventListener("mouseenter", () => light(ids, true));
    mark.addEventListener("mouseleave", () => light(ids, false));
    mark.addEventListener("click", () => {
      for (const id of ids) root.querySelector(`[data-record="${CSS.escape(id)}"]`)?.closest("details")?.setAttribute("open", "");
    });
  }
}
