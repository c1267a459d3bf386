import { NotebookTrouble } from "./notebook-trouble.js";

const RULE = "=".repeat(60);

// One file that people and programs can read, and nobody needs a key for: the entries as text, and in the
// last line the same as JSON. What does not open is named, never left out silently.
// versions: of `sealed` records, as the store gives them; on: the day, "2026-11-27".
export async function exportAll(notebook, versions, on) {
  const entries = [], unopened = [];
  for (const { id: version, record, body } of versions) {
    if (body === null) continue;
    try {
      entries.push({ record, version, entry: await notebook.open(body, { record, version }) });
    } catch (caught) {
      if (!(caught instanceof NotebookTrouble) || caught.code === "locked") throw caught;
      unopened.push({ record, version, code: caught.code });
    }
  }
  entries.sort((left, right) => compare(left.entry.made_on, right.entry.made_on) || compare(left.record, right.record));
  const kept = { format: "stepwell notebook", v: 1, exported_on: on, entries, unopened };
  const parts = [heading(on, entries, unopened), ...entries.map(({ entry }) => readable(entry)),
    `${RULE}\nThe last line is the same for a computer program (JSON).\n`];
  return { name: `notebook-${on}.txt`, text: `${parts.join("\n")}${JSON.stringify(kept)}`, unopened };
}

function heading(on, entries, unopened) {
  const lines = [`My notebook, saved on ${on}. Entries: ${entries.length}.`,
    "This file is not locked. Keep it where only you can read it."];
  if (unopened.length) lines.push(`Entries that could not be opened: ${unopened.length}.`);
  return `${lines.join("\n")}\n`;
}

function readable({ made_on: madeOn, step, title, text, worksheet }) {
  const name = [madeOn, step && `Step ${step}`, title].filter(Boolean).join(" · ");
  const rows = (worksheet?.rows ?? []).map((row, at) => {
    const fields = Object.entries(row).map(([field, value]) => `   ${field}: ${value}`);
    return `${at + 1}.\n${fields.join("\n")}`;
  });
  const form = worksheet ? [`Worksheet: ${worksheet.form}`, ...rows] : [];
  return `${RULE}\n${[name, "", text, ...form].join("\n")}\n`;
}

const compare = (left, right) => (left < right ? -1 : Number(left > right));
