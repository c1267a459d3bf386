import { NotebookTrouble } from "./notebook-trouble.js";

// An entry: {text, made_on, title?, step?, worksheet?}. made_on: "2026-11-27". step: 1 to 12.
// worksheet: {form, rows}: the slug of the form, and its rows as {field: what was written}.
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isText = (value) => typeof value === "string";
const isRow = (row) => isPlain(row) && Object.values(row).every(isText);

const FIELDS = {
  text: isText,
  made_on: (value) => isText(value) && DAY.test(value),
  title: isText,
  step: (value) => Number.isInteger(value) && value >= 1 && value <= 12,
  worksheet: (value) => isPlain(value) && Object.keys(value).sort().join() === "form,rows"
    && isText(value.form) && Array.isArray(value.rows) && value.rows.every(isRow),
};
const NEEDED = ["text", "made_on"];

export function checkEntry(entry) {
  const wrong = NEEDED.find((field) => !(field in entry))
    ?? Object.keys(entry).find((field) => !(Object.hasOwn(FIELDS, field) && FIELDS[field](entry[field])));
  if (wrong !== undefined) throw new NotebookTrouble("not_an_entry", { field: wrong });
}

// What the person hands the counselor by an explicit act: the body of a version that is not sealed. It is
// a copy, so later changes of the entry stay private.
export function copyForCounselor(entry) {
  checkEntry(entry);
  const { made_on: on, ...said } = structuredClone(entry);
  return { on, ...said, from: "notebook" };
}

function isPlain(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
