// When a meeting starts: from "Tuesdays at 19:30 in its own town" to instants, as the server's
// `domain/meetings/recurrence.py`. Instants are milliseconds since 1970.

import { instantOf } from "./zone-offsets.js";

export const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const LAST_WEEK = -1;
/** Days: long enough for a meeting that is held on a fifth weekday of the month only. */
const FAR = 125;

/** Every start in [from, until), in order.
 *
 * meeting: {start, minutes, weeks, zone}; start: minutes after Sunday 0:00 on its own clock.
 */
export function* starts(meeting, from, until) {
  const weekday = Math.floor(meeting.start / 1_440);
  const minute = meeting.start % 1_440;
  // Two days of margin on either side cover every offset and every clock change.
  let day = Math.floor(from / DAY) - 2;
  const last = Math.floor(until / DAY) + 2;
  day += (weekday - weekdayOf(day) + 7) % 7;
  for (; day <= last; day += 7) {
    if (!isInPattern(meeting.weeks, day)) continue;
    const at = instantOf(meeting.zone, day * DAY + minute * MINUTE);
    if (at >= from && at < until) yield at;
  }
}

/** The next `count` starts from `at` on. */
export function nextStarts(meeting, at, count = 1) {
  const found = [];
  for (const start of starts(meeting, at, at + FAR * DAY)) {
    if (found.push(start) === count) break;
  }
  return found;
}

/** When the meeting that goes on at `at` began, or null. One that starts just then is to come. */
export function startedAt(meeting, at) {
  const length = meeting.minutes * MINUTE;
  for (const start of starts(meeting, at - length, at)) {
    if (start + length > at) return start;
  }
  return null;
}

/** 0 = Sunday. day: whole days since 1970. */
const weekdayOf = (day) => (((day + 4) % 7) + 7) % 7;

function isInPattern(weeks, day) {
  if (weeks.length === 0) return true;
  const date = new Date(day * DAY).getUTCDate();
  const isLast = new Date((day + 7) * DAY).getUTCDate() <= 7;
  return weeks.includes(Math.ceil(date / 7)) || (isLast && weeks.includes(LAST_WEEK));
}
