// The private notebook while it is open on this page: its keys, what they opened, and what is being
// written. All of it is in memory only, and gone with the page, so the app's lock closes it too.
import { NotebookTrouble } from "../notebook-trouble.js";
import { unlock } from "../notebook.js";

const UNUSED_MS = 5 * 60_000;
let app;
let notebook = null;
let timer = 0;
const opened = new Map(); // id of a version -> its entry, or the trouble that kept it shut
const drafts = new Map(); // what is written on -> {entry, record, seen}
let starts = new WeakMap(); // page -> what its form began with

export const isOpen = () => Boolean(notebook);
export const theNotebook = () => notebook;

export async function openWith(here, keyring, secret) {
  holdOpen(here, await unlock(keyring, secret));
  await readAll();
}

export function holdOpen(here, made) {
  if (!app) begin(here);
  notebook = made;
  used();
}

/** What was typed and not saved is saved first. */
export async function lockNow() {
  clearTimeout(timer);
  if (!notebook) return;
  await saveDrafts();
  notebook?.lock();
  notebook = null;
  opened.clear();
  starts = new WeakMap();
  app.refresh();
}

/** Of the records that `isOne` takes, by record, the newest first. */
export function entries(isOne) {
  return app.store.records("sealed").map(({ id, heads }) => ({
    id, heads: heads.filter(({ body }) => body).map((head) => ({ version: head.id, madeAt: head.made_at, ...told(head) })),
    seen: heads.map((head) => head.id), isConflict: heads.length > 1, isSafe: app.store.record(id).isSafe,
  })).filter(({ heads }) => heads.some(({ entry }) => entry && isOne(entry))).reverse();
}

export async function save(entry, { record, seen } = {}) {
  const version = await app.store.write("sealed", (place) => notebook.seal(entry, place), record ? { record, seen } : {});
  opened.set(version.id, entry);
  return version;
}

export const remove = ({ id, seen }) => app.store.remove(id, { seen });

export const draft = (key, what) => drafts.set(key, what);
export const draftOf = (key) => drafts.get(key);
export const dropDraft = (key) => drafts.delete(key);

/** What the form of a page begins with; the same for as long as the page stands, so that no field
 * is written over while someone types. */
export function startOf(page, find) {
  if (!starts.has(page)) starts.set(page, find());
  return starts.get(page);
}

// What can't be saved (too long) is still there when the notebook is opened again.
async function saveDrafts() {
  for (const [key, { entry, ...over }] of [...drafts]) {
    try {
      await save(entry, over);
      drafts.delete(key);
    } catch (caught) {
      if (!(caught instanceof NotebookTrouble)) throw caught;
    }
  }
}

async function readAll() {
  const mine = notebook;
  for (const { id: record, heads } of app.store.records("sealed")) {
    for (const { id: version, body } of heads) {
      if (!body || opened.has(version)) continue;
      const found = await mine.open(body, { record, version }).catch((trouble) => trouble);
      if (notebook !== mine) return;
      opened.set(version, found);
    }
  }
  app.refresh();
}

const told = ({ id }) => {
  const found = opened.get(id);
  return found instanceof Error ? { trouble: found.message } : { entry: found };
};

function begin(here) {
  app = here;
  app.store.onChange(() => { if (notebook) readAll(); });
  for (const sign of ["keydown", "pointerdown", "scroll"]) addEventListener(sign, used, { passive: true });
}

function used() {
  clearTimeout(timer);
  if (notebook) timer = setTimeout(lockNow, UNUSED_MS);
}
