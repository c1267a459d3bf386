// Days as the phone's owner reads them: this phone's clock and time zone.
const read = (options) => new Intl.DateTimeFormat("en-US", options);

export const shortDay = (date) => read({ weekday: "short", month: "short", day: "numeric" }).format(date);
export const longDay = (date) => read({ weekday: "long", month: "long", day: "numeric" }).format(date);
export const clock = (date) => read({ hour: "numeric", minute: "2-digit" }).format(date).toLowerCase();
