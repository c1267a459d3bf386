// On a phone that others use too: after the time the server allows without use, the sign-in and the
// page end. Nothing was kept, so nothing is wiped.
const TICK_MS = 1000;

export function endWhenIdle(app) {
  let usedAt = Date.now();
  for (const used of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(used, () => { usedAt = Date.now(); }, { passive: true });
  }
  const ticking = setInterval(() => {
    if (Date.now() - usedAt < app.idleSeconds * 1000) return;
    clearInterval(ticking);
    document.documentElement.hidden = true;
    app.leaveAccount();
  }, TICK_MS);
}
