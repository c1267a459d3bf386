// Warns a minute before an unused sign-in ends; says to the server that a page is used while
// someone types in it; and when the time is over, takes the page off the screen.
const WARN_SECONDS = 60;
const TICK_MS = 1000;

export default function bind(form) {
  const whole = Number(form.dataset.seconds) * 1000;
  const warn = Math.min(WARN_SECONDS * 1000, whole / 3);
  let heardAt = Date.now();
  let touchedAt = 0;

  const ask = async () => {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.status !== 204) return over();
    heardAt = Date.now();
    form.hidden = true;
  };
  const over = async () => {
    // A page that holds words it could not send yet covers itself, and keeps them until it can.
    if (!dispatchEvent(new Event("stay:over", { cancelable: true }))) return;
    clearInterval(ticking);
    document.documentElement.hidden = true;
    const body = new FormData(form);
    body.append("because", "idle");
    await fetch(form.dataset.signOut, { method: "POST", body, redirect: "manual" }).catch(() => {});
    location.replace(`${form.dataset.ended}?ended=idle`);
  };
  const tick = () => {
    const passed = Date.now() - heardAt;
    if (passed >= whole) over();
    else if (passed > whole / 2 && touchedAt > heardAt) {
      const used = touchedAt;
      touchedAt = 0;
      ask().catch(() => { heardAt = used; }); // The server is away: being used here counts.
    }
    else form.hidden = passed < whole - warn;
  };
  const ticking = setInterval(tick, TICK_MS);
  for (const used of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(used, (event) => {
      if (!form.contains(event.target)) touchedAt = Date.now();
    }, { passive: true });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask().catch(() => {});
  });
  document.addEventListener("visibilitychange", tick);
}
