// A button that keeps one meeting (data-code) on this device's shortlist, or drops it again.
export default async function bind(button, { load }) {
  const kept = await load("kept");
  if (!kept.isAvailable()) return;
  const show = () => {
    button.setAttribute("aria-pressed", String(kept.codes().includes(button.dataset.code)));
  };
  button.addEventListener("click", () => kept.toggle(button.dataset.code));
  kept.onChange(show);
  show();
  button.hidden = false;
}
