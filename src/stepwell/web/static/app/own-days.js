// Days of this phone's calendar as entries hold them ("2026-11-27"), and the words for them.
import { addDays, daysBetween } from "./calendar-days.js";
import { shortDay } from "./days.js";

// Noon, so that no clock change moves it to another day.
export const dateOf = (day) => new Date(`${day}T12:00:00`);
export const weekdayOf = (day) => dateOf(day).getDay();

export function recentDay(day, today) {
  const ago = daysBetween(day, today);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  const words = shortDay(dateOf(day));
  return day.slice(0, 4) === today.slice(0, 4) ? words : `${words}, ${day.slice(0, 4)}`;
}

export const fullDay = (day) =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "long" }).format(dateOf(day));

export const isInWeek = (day, today) => day > addDays(today, -7) && day <= today;
