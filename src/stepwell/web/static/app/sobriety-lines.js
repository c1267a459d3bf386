// Lines of dates, and which of them a use ends. Twin of domain/recovery/sobriety_lines.py.
import { FELLOWSHIP_RULE, OWN_LINE, WIDER_RULE } from "./sobriety-checks.js";

const NAMES = { [FELLOWSHIP_RULE]: "named", [WIDER_RULE]: "wider" };
const ENDING = ["named", "wider", "own"];

export const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// Sorts by several texts, one after the other.
export const by = (texts) => (a, b) => {
  const [left, right] = [texts(a), texts(b)];
  return left.map((text, at) => compare(text, right[at])).find(Boolean) ?? 0;
};

// By fellowship and definition, in that order; dates of a line by their first day.
export function linesOf(dates, rules) {
  const key = ({ body }) => [body.fellowship ?? "", body.definition];
  const ordered = [...dates].sort(by((one) => [...key(one), one.body.first_on, one.record, one.id]));
  const lines = new Map();
  for (const one of ordered) {
    const name = key(one).join(" ");
    lines.set(name, [...(lines.get(name) ?? []), one]);
  }
  return [...lines.values()].map((some) => line(some, rules));
}

export function ruling(used, line) {
  const { body } = used;
  const isNamed = body.what === OWN_LINE
    ? (body.of ?? []).includes(line.definition)
    : line.counts.has(body.what);
  let why = NAMES[line.definition] ?? "own";
  if (body.as_prescribed) why = "as_prescribed";
  else if (!isNamed) why = "not_named";
  else if (body.on < line.beginsOn) why = "before";
  return {
    use: used.id,
    record: used.record,
    on: body.on,
    fellowship: line.fellowship,
    definition: line.definition,
    ends: ENDING.includes(why),
    why,
  };
}

function line(dates, rules) {
  const { fellowship, definition, first_on: beginsOn } = dates[0].body;
  return { fellowship, definition, dates, beginsOn, counts: countsOf(dates, rules) };
}

function countsOf(dates, rules) {
  const { fellowship, definition } = dates[0].body;
  if (!NAMES[definition]) return new Set(dates.flatMap(({ body }) => body.counts ?? []));
  const rule = rules.fellowships[fellowship];
  return new Set(definition === WIDER_RULE ? rule.wider : rule.resets);
}
