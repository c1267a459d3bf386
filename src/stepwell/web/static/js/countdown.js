// Keeps "in 42 min" true. The list carries the words (data-minutes, data-hours, data-started);
// each [data-starts] inside it carries an instant. Starts more than a day away keep their words.
const EVERY_MS = 30_000;
const DAY_MINUTES = 24 * 60;

function words(minutes, phrases) {
  if (minutes <= 0) return phrases.started;
  const hours = Math.floor(minutes / 60);
  const pattern = hours ? phrases.hours : phrases.minutes;
  const rest = hours ? String(minutes % 60).padStart(2, "0") : minutes;
  return pattern.replace("{hours}", hours).replace("{minutes}", rest);
}

export default function bind(list) {
  const show = () => {
    for (const label of list.querySelectorAll("[data-starts]")) {
      const minutes = Math.ceil((new Date(label.dataset.starts) - Date.now()) / 60_000);
      if (minutes < DAY_MINUTES && minutes > -10) label.textContent = words(minutes, list.dataset);
    }
  };
  const timer = setInterval(() => (list.isConnected ? show() : clearInterval(timer)), EVERY_MS);
  show();
}
