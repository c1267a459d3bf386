// Where someone stands with each of their dates, told anew each time from all they wrote down.
// Twin of domain/recovery/sobriety.py; a property test holds the two together.
import { daysBetween } from "./calendar-days.js";
import { historyOf } from "./sobriety-history.js";
import { linesOf, ruling } from "./sobriety-lines.js";
import { milestonesReached, nextMilestone } from "./sobriety-milestones.js";
import { runsOf, unknownDays } from "./sobriety-runs.js";

// versions: of records of kind "date" and "use", in any order; others are passed over.
// rules: what `rules_for_phone` gives. on: today where the person is, as "2026-11-27".
export function tell(versions, rules, on) {
  const { dates, uses, milestones, corrected, notUnderstood } = historyOf(versions, rules);
  const lines = linesOf(dates, rules);
  return {
    lines: lines.map((line) => standing(line, uses, rules.milestones, on)),
    rulings: uses.flatMap((used) => lines.map((line) => ruling(used, line))),
    milestones,
    corrected,
    notUnderstood,
  };
}

function standing(line, uses, kinds, on) {
  const ending = uses.filter((used) => used.body.on <= on && ruling(used, line).ends);
  const starts = startsOf(line, ending);
  const days = daysOfUse(ending);
  const runs = runsOf(starts, days, on);
  const last = runs.at(-1)?.until === null ? runs.at(-1) : null;
  const { unit, words = "", shows_count: showsCount = true } = line.dates.at(-1).body;
  const unknown = unknownDays(runs, days, on);
  return {
    fellowship: line.fellowship,
    definition: line.definition,
    unit,
    words,
    showsCount,
    runs: runs.map((run) => kept(run, line, ending, kinds, on)),
    currentDays: last ? last.days : null,
    longestDays: Math.max(0, ...runs.map((run) => run.days)),
    totalDays: runs.reduce((sum, run) => sum + run.days, 0),
    useDays: [...days.keys()].sort(),
    unknown,
    unknownDays: unknown.reduce((sum, one) => sum + daysBetween(one.firstOn, one.until), 0),
    next: last ? nextMilestone(last.firstOn, on, kinds) : null,
    upcoming: [...starts.keys()].filter((day) => day > on).sort()[0] ?? null,
  };
}

// The first days, with the day on which each ended by the person's own word. Of two words about one
// day, the one that goes on longer holds: a use would be told as a use.
function startsOf(line, ending) {
  const starts = new Map();
  for (const { body } of line.dates) {
    const endedOn = body.ended_on ?? null;
    const before = starts.has(body.first_on) ? starts.get(body.first_on) : endedOn;
    const isOpen = before === null || endedOn === null;
    starts.set(body.first_on, isOpen ? null : before > endedOn ? before : endedOn);
  }
  for (const { body } of ending) if (body.again_on) starts.set(body.again_on, null);
  return starts;
}

// Whether each use of that day says that they count again from that same day.
function daysOfUse(ending) {
  const days = new Map();
  for (const { body } of ending) {
    days.set(body.on, (days.get(body.on) ?? true) && body.again_on === body.on);
  }
  return days;
}

function kept(run, line, ending, kinds, on) {
  const dated = line.dates.filter(({ body }) => body.first_on === run.firstOn);
  const again = ending.filter(({ body }) => body.again_on === run.firstOn);
  const records = [...new Set([...dated, ...again].map(({ record }) => record))].sort();
  return { run, records, milestones: milestonesReached(run.firstOn, run.until ?? on, kinds) };
}
