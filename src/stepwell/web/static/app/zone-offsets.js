// How far a zone's clock is ahead of Greenwich, from the time zones that the browser knows.
// Instants are milliseconds since 1970.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const clocks = new Map();
const offsets = new Map();

function clock(zone) {
  if (!clocks.has(zone)) {
    const names = ["year", "month", "day", "hour", "minute", "second"];
    const parts = Object.fromEntries(names.map((name) => [name, "numeric"]));
    const reading = { timeZone: zone, hourCycle: "h23", calendar: "gregory" };
    clocks.set(zone, new Intl.DateTimeFormat("en-US", { ...parts, ...reading }));
  }
  return clocks.get(zone);
}

/** Milliseconds to add to an instant for what the clock of `zone` shows then. */
export function offsetAt(zone, ms) {
  // Clocks change on quarter hours of Greenwich, so within one the answer is the same.
  const quarter = Math.floor(ms / (HOUR / 4)) * (HOUR / 4);
  const key = `${zone} ${quarter}`;
  if (!offsets.has(key)) {
    const at = {};
    for (const { type, value } of clock(zone).formatToParts(quarter)) at[type] = Number(value);
    const shown = Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);
    offsets.set(key, shown - quarter);
  }
  return offsets.get(key);
}

/** The instant at which the clock of `zone` shows what Greenwich's shows at `local`.
 *
 * A time that a clock change skips is moved on by as much, and one that comes twice means the
 * first: as the server's `domain/meetings/recurrence.py` has it.
 */
export function instantOf(zone, local) {
  const before = offsetAt(zone, local - DAY);
  const after = offsetAt(zone, local + DAY);
  const early = local - before;
  if (before === after || offsetAt(zone, early) === before) return early;
  const late = local - after;
  return offsetAt(zone, late) === after ? late : early;
}
