// An answer at a gate that can stop the agenda is saved and shown at once, with what to do.
export default function bind(card) {
  const button = card.querySelector("button[name=place]");
  card.addEventListener("change", ({ target }) => {
    if (target.type !== "radio" || !target.closest("[data-stops]")) return;
    const was = card.classList.contains("alarm");
    const is = [...card.querySelectorAll("[data-stops] :checked")].some((one) => one.value === "yes");
    if (was !== is) button?.form.requestSubmit(button);
  });
}
