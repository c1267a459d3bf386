// Runs of days of one line. Twin of domain/recovery/sobriety_runs.py, which says what a run is.
import { addDays, daysBetween } from "./calendar-days.js";

// starts: Map of first day to the day it ended or null. uses: Map of day of use to whether each use
// of that day says that they count again from that same day.
export function runsOf(starts, uses, on) {
  const begun = [...starts.keys()].filter((day) => day <= on).sort();
  return begun.map((day, at) => run(day, starts.get(day), begun[at + 1] ?? null, uses, on));
}

// The days since the first date, until yesterday, that are in no run and not of use.
export function unknownDays(runs, uses, on) {
  const found = [];
  const add = (firstOn, until) => { if (firstOn < until) found.push({ firstOn, until }); };
  runs.forEach((one, at) => {
    let cursor = one.until ?? on;
    const end = runs[at + 1]?.firstOn ?? on;
    for (const day of [...uses.keys()].filter((use) => cursor <= use && use < end).sort()) {
      add(cursor, day);
      cursor = addDays(day, 1);
    }
    add(cursor, end);
  });
  return found;
}

function run(firstOn, endedOn, following, uses, on) {
  const ends = [...uses]
    .filter(([day, again]) => (firstOn < day && day <= on) || (day === firstOn && !again))
    .map(([day]) => [day, 0, "use"]);
  if (endedOn !== null && endedOn <= on) ends.push([endedOn, 1, "ended"]);
  if (following !== null) ends.push([following, 2, "new_date"]);
  if (!ends.length) return { firstOn, until: null, days: daysBetween(firstOn, on), closedBy: null };
  const [until, , closedBy] = ends.reduce((a, b) => (earlier(b, a) ? b : a));
  return { firstOn, until, days: daysBetween(firstOn, until), closedBy };
}

const earlier = (a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
