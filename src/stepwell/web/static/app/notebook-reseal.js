import { NotebookTrouble } from "./notebook-trouble.js";

// After a new key: every entry is sealed again, one by one, as a new version of its record. Stopping
// anywhere is safe; what is done shows in the key of each version, so the next run goes on from there.
// left: the records that keep their old key, and why.
export async function resealAll({ notebook, store }) {
  const told = { resealed: 0, left: [] };
  for (const { id: record, heads } of store.records("sealed")) {
    if (heads.every(({ body }) => body === null || body.key === notebook.keyId)) continue;
    try {
      await store.write("sealed", (place) => sealedAgain(notebook, store.record(record), place), { record });
      told.resealed += 1;
    } catch (caught) {
      if (!(caught instanceof NotebookTrouble) || caught.code === "locked") throw caught;
      told.left.push({ record, code: caught.code });
    }
  }
  return told;
}

// Looks at the record only when its turn to be written has come: what the person wrote meanwhile stays.
async function sealedAgain(notebook, { id: record, heads }, place) {
  if (heads.length > 1) throw new NotebookTrouble("unsettled");
  const [{ id: version, body }] = heads;
  return notebook.seal(await notebook.open(body, { record, version }), place);
}
