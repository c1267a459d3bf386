// Where the person stands with their dates, and what to say of it. Nothing here is kept.
import { dayWords, today } from "./days.js";
import { settingOf } from "./settings.js";
import { isOwn, MILESTONE, problemsOfDate, WIDER_RULE } from "./sobriety-checks.js";
import { tell } from "./sobriety.js";

export const ON_TODAY = "on-today";

// null while the rules are not there.
export function told(app, on = today()) {
  const rules = app.documents.read("counting");
  if (!rules) return null;
  const versions = ["date", "use"].flatMap((kind) => app.store.versions(kind));
  const uses = new Map(versions.filter(({ kind }) => kind === "use").map(({ id, body }) => [id, body]));
  return { rules, on, uses, ...tell(versions, rules, on) };
}

export const nameOf = (fellowship, rules) => rules.fellowships[fellowship]?.name ?? "";
export const slugWords = (slug, rules) => rules.substances[slug]?.name ?? rules.behaviors[slug] ?? slug;

export function lineWords({ fellowship, definition, words }, rules) {
  const name = nameOf(fellowship, rules);
  if (isOwn(definition)) return [name, words || "My own date"].filter(Boolean).join(": ");
  return definition === WIDER_RULE ? `${name}, as my group counts` : name;
}

export const days = (count) => (count === 1 ? "1 day" : `${count} days`);
export const milestoneWords = ({ unit, number }) => `${number} ${number === 1 ? unit.slice(0, -1) : unit}`;

// Why this can't be kept, as domain/recovery/sobriety_checks.py says it, for what the form can get wrong.
const PROBLEMS = {
  too_early: "That day is too long ago. Check the year.",
  ends_before_it_begins: "The end is before the beginning. Check the days.",
  needs_words: "Say it in your own words.",
};
export const problemWithDate = (body, rules) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(body.first_on)) return "Choose a day.";
  return problemsOfDate(body, rules).map((code) => PROBLEMS[code] ?? "This does not go together. Choose again.")[0] ?? "";
};

// Why a run is over. rulings: of the uses of that day in that line.
export function endWords(run, rulings, uses, line, rules) {
  if (run.closedBy === "new_date") return "You set a new date.";
  if (run.closedBy === "ended") return "You ended it yourself.";
  const ending = rulings.filter((one) => one.ends && one.on === run.until && isOf(one, line));
  const named = [...new Set(ending.map(({ use }) => slugWords(uses.get(use).what, rules)))];
  return `You wrote down a return to use: ${named.join(", ")}. ${WHY[ending[0].why](nameOf(line.fellowship, rules))}`;
}
const WHY = {
  named: (name) => `${name} counts it.`,
  wider: () => "Your group counts it.",
  own: () => "Your own definition counts it.",
};

// Uses that leave a line as it is, and why.
export function leftWords({ on, why, use }, uses, line, rules) {
  const what = slugWords(uses.get(use).what, rules);
  return `${dayWords(on)}: ${what} does not end it. ${LEFT[why](isOwn(line.definition) ? "" : nameOf(line.fellowship, rules))}`;
}
const LEFT = {
  as_prescribed: () => "It was taken as prescribed.",
  not_named: (name) => (name ? `${name} does not count it.` : "It is not what you count."),
  before: () => "It was before this date.",
};
export const isOf = (ruling, line) => ruling.fellowship === line.fellowship && ruling.definition === line.definition;

// The line that the person wants to see on Today: what they chose, else the first with a count.
export function lineOnToday(app, found) {
  const chosen = settingOf(app.store, ON_TODAY).value;
  if (chosen === "none") return null;
  const counted = found.lines.filter((line) => line.showsCount && line.runs.length);
  return counted.find((line) => keyOf(line) === chosen) ?? counted[0] ?? null;
}
export const keyOf = ({ fellowship, definition }) => `${fellowship ?? ""} ${definition}`;

// Days had, in the person's own word. After a return to use the days had stay in front.
export function countWords(line) {
  const run = line.runs.at(-1);
  const { unit, totalDays: total, currentDays: current } = line;
  if (current) return { count: current, words: `${unitDays(current, unit)} in a row`, more: sinceWords(run, line) };
  if (total) return { count: total, words: `${unitDays(total, unit)} had in all`, more: current === 0 ? "Counting again since today" : "All of them stay yours" };
  if (current === null) return { count: null, words: "No count runs now", more: "You say from when you count again" };
  return { count: null, words: "Day one", more: `Counting since ${dayWords(run.run.firstOn)}` };
}
const unitDays = (count, unit) => `${count === 1 ? "day" : "days"} ${unit}`;
const sinceWords = ({ run }, { totalDays: total, currentDays: current }) =>
  [`Since ${dayWords(run.firstOn)}`, total > current ? `${days(total)} in all` : ""].filter(Boolean).join(". ");

// What can be chosen in that fellowship: definitions, words used there, and whether to ask about a count.
export function choicesIn(fellowship, rules) {
  const rule = rules.fellowships[fellowship] ?? { model: "self_defined", units: [], day_count: "shown" };
  const definitions = rule.model === "milestones" ? [MILESTONE]
    : [...(rule.model === "fixed" ? ["fellowship"] : []), ...(rule.wider ? [WIDER_RULE] : []), "own"];
  return { definitions, units: rule.units.length ? rule.units : ["abstinent"], showsCount: rule.day_count === "shown" };
}
