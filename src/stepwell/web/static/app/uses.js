// A use as it is written down, and what it changes of the person's dates: nothing is ever taken away.
import { addDays } from "./calendar-days.js";
import { problemsOfUse } from "./sobriety-checks.js";

// Words for what can be wrong in the form; the others cannot be chosen there. As in
// domain/recovery/sobriety_checks.py.
export const WORDS = {
  too_early: "That day is too long ago. Check the year.",
  needs_definition: "Say which of your own lines it was.",
  unknown_slug: "Say what it was.",
};
const OWN_LINE = "own_line";

// said: {on, what, prescribed, of, again: "after" | "same" | "not", note}, as the form has it.
export function useFrom({ on, what, prescribed, of = [], again = "after", note }, rules) {
  const asPrescribed = Boolean(prescribed) && Boolean(rules.substances[what]?.can_be_prescribed);
  return {
    on, what,
    ...(asPrescribed ? { as_prescribed: true } : {}),
    ...(what === OWN_LINE ? { of } : {}),
    again_on: asPrescribed ? null : againOn(on, again),
    ...(note ? { note } : {}),
  };
}

function againOn(on, again) {
  if (again === "not" || !on) return null;
  return again === "same" ? on : addDays(on, 1);
}

export function againOf({ on, again_on: againOnDay = null }) {
  if (againOnDay === null) return "not";
  return againOnDay === on ? "same" : "after";
}

export function problemWith(body, rules, today) {
  if (!body.on) return "Say on which day it was.";
  if (body.on > today) return "That day lies ahead. Write down what has been.";
  if (!body.what) return "Say what it was.";
  const [code] = problemsOfUse(body, rules);
  return code ? WORDS[code] ?? "That doesn’t fit together. Check what you chose." : "";
}

// Of the last check-in of this day or the day before that says so, where no use of its day is
// written down yet: {on, what}, to begin the form with. null where there is none.
export function lastSaid(store, today) {
  const written = new Set(bodies(store, "use").map(({ on }) => on));
  const said = bodies(store, "checkin").filter(({ use, on }) => use === "yes" && on >= addDays(today, -1) && !written.has(on));
  const last = said.at(-1);
  return last ? { on: last.on, what: last.what?.[0] } : null;
}

const bodies = (store, kind) => store.records(kind)
  .flatMap(({ heads }) => heads.filter(({ body }) => body)).map(({ body }) => body);

// Which lines of dates a use ends, and which go on: {ended, goingOn}, each of told().lines. A use
// before a line began has nothing to do with it.
export function effectOf(record, { lines, rulings }) {
  const ofLine = (one) => lines.find((line) => line.fellowship === one.fellowship && line.definition === one.definition);
  const own = rulings.filter((one) => one.record === record && one.why !== "before");
  const ended = [...new Set(own.filter((one) => one.ends).map(ofLine))];
  return { ended, goingOn: [...new Set(own.filter((one) => !one.ends).map(ofLine))].filter((line) => !ended.includes(line)) };
}

// The person's own definitions, which a crossed line can be of: [[id, words], …].
export function ownLines(lines) {
  return lines.filter(({ definition }) => !["fellowship", "wider"].includes(definition))
    .map(({ definition, words }) => [definition, words || "My own date"]);
}
