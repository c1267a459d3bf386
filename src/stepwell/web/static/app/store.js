// Everything the person wrote, on this phone: versions that are never changed, sealed one by one.
//
// On the shelf: v/ID a version, w/ID that the server has not got it, r/ID that the server refused
// it, and the cursor. Each deed is one write of the shelf, so a page that is killed at any moment
// has done all of it or nothing. See docs/sync.md.
import { headsOf, inOrder, isConflict } from "./heads.js";
import { copied, frozen, stampOf } from "./versions.js";
import { refusing } from "./refusing.js";

const MOST_PARENTS = 32;
const MARK = {};

export async function openStore(shelf, { cipher, newId, now }) {
  const kept = await readShelf(shelf, cipher);
  const listeners = new Set();
  let last = Promise.resolve();
  // One deed after the other: each sees what the one before has written.
  const afterOthers = (deed) => {
    const done = last.then(deed);
    last = done.catch(() => {});
    return done;
  };

  // changes: name -> plain object or null. What is in memory follows what is on the shelf.
  async function put(changes) {
    if (!changes.size) return;
    const sealing = [...changes].map(async ([name, value]) =>
      [name, value === null ? null : await cipher.seal(value)]);
    await shelf.write(new Map(await Promise.all(sealing)));
    for (const [name, value] of changes) remember(kept, name, value);
    for (const listener of listeners) listener();
  }

  const standing = (record) =>
    [...(kept.records.get(record)?.values() ?? [])].filter(({ id }) => !kept.refused.get(id)?.replaced);
  const about = (record) => {
    const heads = headsOf(standing(record));
    return {
      id: record, kind: heads[0]?.kind, heads, isConflict: isConflict(heads),
      isSafe: heads.every(({ id }) => !kept.waiting.has(id) && !kept.refused.has(id)),
    };
  };

  const headIds = (record) => headsOf(standing(record)).map(({ id }) => id);
  const writing = new Map(); // record -> what the last write that still runs will leave as its head

  // What is received while someone writes was not seen by them, so it is not replaced either.
  function write(kind, body, { record = null, seen = null } = {}) {
    const over = seen ?? writing.get(record) ?? headIds(record);
    const done = afterOthers(async () => {
      try {
        return await add(kind, body, record, await over);
      } finally {
        if (writing.get(record) === left) writing.delete(record);
      }
    });
    const left = done.then(({ id }) => [id], () => over);
    if (record) writing.set(record, left);
    return done;
  }

  async function add(kind, body, record, over) {
    const seen = over.map((id) => kept.versions.get(id)).filter((one) => one?.record === record);
    if (seen.some((one) => one.kind !== kind)) throw new TypeError(`${record} is no ${kind}`);
    const { parents, changes } = refusing.replaced(seen, kept);
    const ids = { record: record ?? newId(), version: newId() };
    const version = copied({
      id: ids.version, record: ids.record, kind, parents: parents.slice(0, MOST_PARENTS),
      made_at: stampOf(now()), body: typeof body === "function" ? await body(ids) : body,
    });
    changes.set(`v/${version.id}`, version).set(`w/${version.id}`, MARK);
    await put(changes);
    return version;
  }

  return {
    // body: or what makes it of {record, version}, the ids it will have. seen: ids of the heads that
    // were on the screen; without it those that there are now.
    write,
    async remove(record, options) {
      const { kind } = about(record);
      if (!kind) throw new RangeError(`There is no record ${record}`);
      return write(kind, null, { ...options, record });
    },
    record: about,
    records: (kind) => [...kept.records.keys()].sort().map(about)
      .filter((one) => one.kind === kind && one.heads.some((head) => head.body !== null)),
    // All versions of a kind that still count for something, those that were replaced too.
    versions: (kind) => [...kept.records.keys()].sort().flatMap((record) => inOrder(standing(record)))
      .filter((version) => version.kind === kind),
    waiting: () => inOrder([...kept.waiting].map((id) => kept.versions.get(id))),
    refusals: () => refusing.shown(kept),
    cursor: () => kept.cursor,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    // What the server said; sync.js calls these.
    taken: (ids) => afterOthers(() =>
      put(new Map(ids.filter((id) => kept.waiting.has(id)).map((id) => [`w/${id}`, null])))),
    refuse: (answers) => afterOthers(() => put(refusing.changes(answers, kept))),
    receive: (versions, number, { again = false } = {}) => afterOthers(() =>
      put(receiving(versions, number, again, kept))),
  };
}

// again: the server began anew, and what it does not name it has not got.
function receiving(versions, number, again, kept) {
  const sure = [...kept.versions.keys()].filter((id) => again && !kept.refused.has(id));
  const changes = new Map(sure.map((id) => [`w/${id}`, MARK]));
  for (const { number: _, ...version } of versions) {
    if (!kept.versions.has(version.id)) changes.set(`v/${version.id}`, frozen(version));
    changes.delete(`w/${version.id}`);
    if (kept.waiting.has(version.id)) changes.set(`w/${version.id}`, null);
  }
  const before = again ? null : kept.cursor.last;
  const last = versions.at(-1)?.id ?? before;
  if (number !== kept.cursor.after || last !== kept.cursor.last) {
    changes.set("cursor", { after: number, last });
  }
  return changes;
}

async function readShelf(shelf, cipher) {
  const kept = {
    versions: new Map(), records: new Map(), waiting: new Set(), refused: new Map(),
    cursor: { after: 0, last: null },
  };
  const sealed = [...await shelf.all()];
  const values = await Promise.all(sealed.map(([, value]) => cipher.open(value)));
  sealed.forEach(([name], index) => remember(kept, name, values[index]));
  return kept;
}

function remember(kept, name, value) {
  const [where, id] = name.split("/");
  if (where === "cursor") kept.cursor = value;
  else if (where === "w") kept.waiting[value === null ? "delete" : "add"](id);
  else if (where === "r") kept.refused[value === null ? "delete" : "set"](id, value);
  else {
    const version = frozen(value);
    kept.versions.set(id, version);
    if (!kept.records.has(version.record)) kept.records.set(version.record, new Map());
    kept.records.get(version.record).set(id, version);
  }
}
