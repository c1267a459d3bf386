import { NotebookTrouble } from "./notebook-trouble.js";

// After a new key: every entry is sealed again, one by one, as a new version of its record. Stopping
// anywhere is safe; what is done shows in the key of each version, so the next run goes on from there.
// A record in conflict waits until the person settles it.
export async function resealAll({ notebook, store, newId }) {
  const told = { resealed: 0, conflicts: [], unopened: [] };
  for (const { id: record, heads, isConflict } of await store.records("sealed")) {
    if (isConflict) {
      told.conflicts.push(record);
      continue;
    }
    const [{ id, body }] = heads;
    if (body === null || body.key === notebook.keyId) continue;
    try {
      const entry = await notebook.open(body, { record, version: id });
      const version = newId();
      await store.write("sealed", await notebook.seal(entry, { record, version }), { record, id: version });
      told.resealed += 1;
    } catch (caught) {
      if (!(caught instanceof NotebookTrouble) || caught.code === "locked") throw caught;
      told.unopened.push({ record, code: caught.code });
    }
  }
  return told;
}
