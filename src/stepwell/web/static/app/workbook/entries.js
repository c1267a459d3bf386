// What the workbook and the journal put into the private notebook, and how they know it again. The
// form of an entry itself: ../notebook-entries.js.
const QUESTIONS = "questions";
const BETWEEN = ", ";

/** The day on this phone's calendar: "2026-11-27". */
export const dayOf = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  .map((part) => String(part).padStart(2, "0")).join("-");

export const answer = ({ step, question, title, text, on }) => ({
  text, made_on: on, title, step, worksheet: { form: QUESTIONS, rows: [{ question }] },
});

export const isAnswer = (entry, step, question) => entry.step === step
  && entry.worksheet?.form === QUESTIONS && entry.worksheet.rows[0]?.question === question;

/** row: {field: what was written}; what was left out is not in it. */
export const sheetEntry = ({ sheet, title, step, row, on }) => ({
  text: "", made_on: on, title, step, worksheet: { form: sheet, rows: [row] },
});

export const isOfSheet = (entry, sheet) => entry.worksheet?.form === sheet;

export const journalPage = ({ text, prompt, on }) =>
  ({ text, made_on: on, ...(prompt ? { title: prompt } : {}) });

export const isJournalPage = (entry) => !entry.step && !entry.worksheet;

export const rowFrom = (fields, data) => Object.fromEntries(fields
  .map(({ id }) => [id, data.getAll(id).filter((one) => one.trim()).join(BETWEEN)])
  .filter(([, written]) => written));

export const chosen = (written) => (written ?? "").split(BETWEEN).filter(Boolean);

/** The row as [label, words], with the words of its choices. */
export const readable = (fields, row) => fields.filter(({ id }) => row[id]).map(({ id, label, choices }) => [
  label,
  choices.length ? chosen(row[id]).map((one) => choices.find((choice) => choice.id === one)?.label ?? one).join(BETWEEN) : row[id],
]);
