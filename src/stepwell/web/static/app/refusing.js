// What the server would not take stays on the phone and is shown, until the person writes it anew.
//
// No other phone can have seen it. So what was written after it here, and the server would wait for
// it for ever, is made to follow what stood before it.
import { frozen } from "./versions.js";

const LATER = "unknown_parent"; // Its parents go first, then it is sent again.
const NOT_SAME = "not_same"; // The server has that id, so what follows it has its parent there.

// What an answer changes on the shelf. answers: {id, code, words}.
function changes(answers, kept) {
  const changed = new Map();
  const refused = answers.filter(({ id, code }) => code !== LATER && kept.waiting.has(id));
  for (const { id, code, words } of refused) {
    changed.set(`r/${id}`, { code, words, replaced: false }).set(`w/${id}`, null);
  }
  const gone = new Set(refused.filter(({ code }) => code !== NOT_SAME).map(({ id }) => id));
  for (const id of kept.waiting) {
    const version = kept.versions.get(id);
    if (gone.has(id) || !version.parents.some((parent) => gone.has(parent))) continue;
    changed.set(`v/${id}`, frozen({ ...version, parents: before(version, gone, kept) }));
    for (const parent of version.parents) markReplaced(parent, changed.get(`r/${parent}`), changed);
  }
  return changed;
}

// The parents of a version written after these heads, and what becomes of the refused among them.
function replaced(heads, kept) {
  const changed = new Map();
  for (const { id } of heads) markReplaced(id, kept.refused.get(id), changed);
  const gone = new Set([...kept.refused].filter(([, { code }]) => code !== NOT_SAME).map(([id]) => id));
  return { parents: before({ parents: heads.map(({ id }) => id) }, gone, kept), changes: changed };
}

const markReplaced = (id, refusal, changed) => {
  if (refusal) changed.set(`r/${id}`, { ...refusal, replaced: true });
};

const before = ({ parents }, gone, kept) => [...new Set(parents.flatMap((id) =>
  (gone.has(id) ? before(kept.versions.get(id), gone, kept) : [id])))];

const shown = (kept) => [...kept.refused].filter(([, { replaced: isOver }]) => !isOver)
  .map(([id, { code, words }]) => ({ version: kept.versions.get(id), code, words }));

export const refusing = { changes, replaced, shown };
