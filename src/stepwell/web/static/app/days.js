// Days as the phone's owner reads them: this phone's clock and time zone.
const read = (options) => new Intl.DateTimeFormat("en-US", options);

export const shortDay = (date) => read({ weekday: "short", month: "short", day: "numeric" }).format(date);
export const longDay = (date) => read({ weekday: "long", month: "long", day: "numeric" }).format(date);
export const clock = (date) => read({ hour: "numeric", minute: "2-digit" }).format(date).toLowerCase();

// A day of the calendar where the phone is, as "2026-11-27", and back in words.
export const dayOf = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  .map((part) => String(part).padStart(2, "0")).join("-");
export const today = () => dayOf(new Date());
export const dayWords = (day, on = today()) => read({ month: "long", day: "numeric", ...(day.slice(0, 4) === on.slice(0, 4) ? {} : { year: "numeric" }) })
  .format(new Date(`${day}T12:00:00`));
