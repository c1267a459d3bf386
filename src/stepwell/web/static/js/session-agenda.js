// Marks in the list of the agenda what was said of each block, as it is said.
export default function bind(list) {
  const form = list.closest("form");
  form.addEventListener("change", ({ target }) => {
    const block = target.name?.startsWith("v::agenda.") && target.name.slice("v::agenda.".length);
    const line = block && list.querySelector(`[data-block="${CSS.escape(block)}"]`);
    if (!line || target.type !== "radio") return;
    line.classList.toggle("done", Boolean(target.value));
    const open = list.querySelector("[data-block]:not(.done)");
    for (const one of list.querySelectorAll("[data-block]")) {
      if (one === open) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
    }
  });
}
