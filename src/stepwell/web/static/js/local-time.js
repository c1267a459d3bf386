// Shows the time of an online meeting in the visitor's own zone and names the zone.
// Without script the time stands in the zone that the server named. With data-day the date is
// shown as well, since it may be another one here.
const language = document.documentElement.lang || undefined;
const time = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat(language, { weekday: "short", month: "short", day: "numeric" });
const weekday = new Intl.DateTimeFormat(language, { weekday: "short" });
const zoned = new Intl.DateTimeFormat(language, { timeZoneName: "short" });

function zoneName(instant) {
  return zoned.formatToParts(instant).find((part) => part.type === "timeZoneName")?.value ?? "";
}

export default function bind(element) {
  const written = element.getAttribute("datetime");
  const instant = new Date(written);
  if (Number.isNaN(instant.getTime())) return;
  const zone = document.createElement("small");
  const local = new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
  const isOtherDay = local.toISOString().slice(0, 10) !== written.slice(0, 10);
  if (element.dataset.day !== undefined) {
    const date = document.createElement("b");
    date.textContent = day.format(instant);
    zone.textContent = zoneName(instant);
    element.replaceChildren(date, ", ", lower(time.format(instant)), " ", zone);
    return;
  }
  zone.textContent = `${isOtherDay ? `${weekday.format(instant)}, ` : ""}${zoneName(instant)}`;
  element.replaceChildren(lower(time.format(instant)), " ", zone);
}

// "6:30 PM" -> "6:30 pm", as everywhere on these pages.
function lower(words) {
  return words.replace(/\b[AP]M\b/, (half) => half.toLowerCase());
}
