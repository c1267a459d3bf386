// Out of sight: nothing of the app in the picture that the phone's switcher keeps, the lock closed
// after the chosen time, and a way out that leaves nothing behind the Back button.
const TWICE_WITHIN_MS = 1000;

export const cover = () => { document.documentElement.hidden = true; };
const uncover = () => { document.documentElement.hidden = false; };

// lockAfter(): ms for which the app may be out of sight, Infinity without a lock. lock(): ends the page.
export function watchSight({ lockAfter, lock }) {
  let hiddenAt = 0;
  let timer = 0;
  const hide = () => {
    cover();
    hiddenAt ||= Date.now();
    clearTimeout(timer);
    const wait = lockAfter();
    if (Number.isFinite(wait)) timer = setTimeout(lock, wait);
  };
  const show = () => {
    clearTimeout(timer);
    const isLate = hiddenAt && Date.now() - hiddenAt >= lockAfter();
    hiddenAt = 0;
    if (isLate) lock();
    else uncover();
  };
  const look = () => (document.visibilityState === "hidden" ? hide() : show());
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", hide);
  addEventListener("pageshow", (event) => { if (event.persisted) look(); });
  look();
}

// On a tap or on Esc twice within a second. before(): what is to end first.
export function quickExit(address, before) {
  let lastEscape = -Infinity;
  const leave = () => {
    cover();
    before();
    location.replace(address);
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - lastEscape < TWICE_WITHIN_MS) leave();
    lastEscape = event.timeStamp;
  });
  return leave;
}
