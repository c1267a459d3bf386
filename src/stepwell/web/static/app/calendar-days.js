// Days of the calendar as "2026-11-27", with no clock and no time zone. Text order is day order.
const MS_OF_DAY = 86_400_000;

const instant = (day) => Date.parse(`${day}T00:00:00Z`);
const day = (ms) => new Date(ms).toISOString().slice(0, 10);

export const daysBetween = (from, until) => Math.round((instant(until) - instant(from)) / MS_OF_DAY);

export const addDays = (from, days) => day(instant(from) + days * MS_OF_DAY);

// The same day of the month, or the last day of a month that is too short for it.
export function addMonths(from, months) {
  const [year, month, date] = from.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return day(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}
