// The ledger: fields that are empty stay out of the address.

document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.closest?.("[data-filters]")) return;
  for (const [name, value] of [...event.detail.formData.entries()]) if (value === "") event.detail.formData.delete(name);
});
