// What does not make sense in a date or a use, as codes: none where all is well. Twin of
// domain/recovery/sobriety_checks.py, which has the words for each code.
export const FELLOWSHIP_RULE = "fellowship";
export const WIDER_RULE = "wider";
export const MILESTONE = "milestone";
export const OWN_LINE = "own_line";
const FIRST_DAY = "1900-01-01";

export const isOwn = (definition) => ![FELLOWSHIP_RULE, WIDER_RULE, MILESTONE].includes(definition);

const isIn = (table, slug) => Object.hasOwn(table, slug);
const isKnown = (rules, slug) => isIn(rules.substances, slug) || isIn(rules.behaviors, slug);

export function problemsOfDate(body, rules) {
  const found = [];
  const { definition, first_on: firstOn, ended_on: endedOn = null, counts = [], words = "" } = body;
  if (firstOn < FIRST_DAY) found.push("too_early");
  if (endedOn !== null && endedOn < firstOn) found.push("ends_before_it_begins");
  const problem = definitionProblem(body.fellowship, definition, endedOn, rules);
  found.push(...problem);
  if (counts.length && !isOwn(definition)) found.push("counts_only_own");
  if (counts.some((slug) => !isKnown(rules, slug) || slug === OWN_LINE)) found.push("unknown_slug");
  const needsWords = definition === MILESTONE || (isOwn(definition) && !counts.length);
  if (needsWords && /^[ \t\r\n]*$/.test(words)) found.push("needs_words");
  return found;
}

export function problemsOfUse(body, rules) {
  const found = [];
  const { on, what, of = [], again_on: againOn = null } = body;
  if (on < FIRST_DAY) found.push("too_early");
  if (!isKnown(rules, what)) found.push("unknown_slug");
  else if (body.as_prescribed && !canBePrescribed(rules, what)) found.push("not_prescribable");
  if (what === OWN_LINE && !of.length) found.push("needs_definition");
  if (what !== OWN_LINE && of.length) found.push("of_only_own_line");
  if (againOn !== null && againOn < on) found.push("again_before");
  return found;
}

function definitionProblem(fellowship, definition, endedOn, rules) {
  if (fellowship !== null && !isIn(rules.fellowships, fellowship)) return ["unknown_fellowship"];
  const rule = fellowship === null ? { model: "self_defined" } : rules.fellowships[fellowship];
  if (rule.model === "none") return ["no_date_here"];
  if (definition === MILESTONE) {
    const found = rule.model === "milestones" ? [] : ["no_milestones_here"];
    return endedOn === null ? found : [...found, "milestone_has_only_its_day"];
  }
  if (rule.model === "milestones") return ["no_day_count"];
  if (definition === FELLOWSHIP_RULE && rule.model !== "fixed") return ["no_fellowship_rule"];
  return definition === WIDER_RULE && !rule.wider ? ["no_wider_rule"] : [];
}

const canBePrescribed = (rules, slug) =>
  isIn(rules.substances, slug) && rules.substances[slug].can_be_prescribed;
