// How long a session has lasted without its pauses, and the hand over the drawing of its agenda.
const TICK_MS = 1000, BAR = 1040;

export default function bind(form) {
  const { started, paused, resting, minutes } = form.dataset;
  const clock = form.querySelector("[data-clock]"), hand = form.querySelector("[data-hand]");
  if (!clock) return;
  const show = () => {
    const now = resting ? Number(resting) : Date.now() / 1000;
    const seconds = Math.max(0, Math.floor(now - Number(started) - Number(paused)));
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const share = Math.min(1, seconds / 60 / (Number(minutes) || 60));
    hand?.setAttribute("transform", `translate(${(share * (BAR - 14) + 7).toFixed(1)} 0)`);
  };
  show();
  if (!resting) setInterval(show, TICK_MS);
}
