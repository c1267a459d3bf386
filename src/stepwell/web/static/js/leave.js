// Leave: replaces this page in the tab's history, on a tap or on Esc twice within a second.
// On a phone that others use too, it signs out as well.
// It is a real link, so it works without script; the browser's history list remains either way.
const TWICE_WITHIN_MS = 1000;

export default function bind(link) {
  let lastEscape = -Infinity;
  const leave = () => {
    document.documentElement.hidden = true;
    const stay = document.querySelector("[data-leaves-nothing]");
    if (stay) navigator.sendBeacon(stay.dataset.signOut, new FormData(stay));
    location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - lastEscape < TWICE_WITHIN_MS) leave();
    lastEscape = event.timeStamp;
  });
}
