// Milestones of a run of days, as quiet facts. Twin of domain/recovery/sobriety_milestones.py.
import { addDays, addMonths } from "./calendar-days.js";

const ORDER = { days: 0, months: 1, years: 2 };

// In order; one that falls on `until` itself is reached.
export const milestonesReached = (firstOn, until, kinds) =>
  all(firstOn, until, kinds).filter((one) => one.on <= until);

export const nextMilestone = (firstOn, after, kinds) =>
  all(firstOn, after, kinds).find((one) => one.on > after);

// Those up to `until` and at least one after it, in order.
function all(firstOn, until, kinds) {
  const found = [
    ...kinds.days.map((number) => ({ unit: "days", number, on: addDays(firstOn, number) })),
    ...kinds.months.map((number) => ({ unit: "months", number, on: addMonths(firstOn, number) })),
  ];
  let year;
  for (let number = 1; !year || year.on <= until; number += 1) {
    year = { unit: "years", number, on: addMonths(firstOn, 12 * number) };
    found.push(year);
  }
  return found.sort((a, b) => (a.on === b.on ? ORDER[a.unit] - ORDER[b.unit] : a.on < b.on ? -1 : 1));
}
