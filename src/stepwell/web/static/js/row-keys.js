// j and k or the arrows go from row to row of a table; Enter opens, since the row's link has the
// focus; / goes to the search. Whoever has no use for single keys turns them off: see key-switch.js.
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

export default function bind(table) {
  const links = [...table.querySelectorAll("tbody th a")];
  const search = document.querySelector("[data-find]");

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (document.documentElement.dataset.keys === "off" || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest("input, select, textarea, [contenteditable], [popover]")) return;
    if (key === "/" && search) {
      event.preventDefault();
      search.focus();
    } else if (key in STEPS) {
      const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
      // Arrows scroll the page until a row has been entered.
      if (here < 0 && key.startsWith("Arrow")) return;
      const next = here < 0 ? 0 : here + STEPS[key];
      if (!links[next]) return;
      event.preventDefault();
      links[next].focus();
    }
  });
}
