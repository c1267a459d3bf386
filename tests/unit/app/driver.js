// Functions that tests call by name, a line of JSON each; see conftest.py.
import { createInterface } from "node:readline";

import { headsOf, inOrder, isConflict } from "../app/heads.js";
import { memoryShelf } from "../app/shelf-memory.js";
import { openStore } from "../app/store.js";
import { syncOnce } from "../app/sync.js";

const NOW = Date.parse("2026-11-27T18:30:00.999Z");
const cipher = { seal: async (value) => JSON.stringify(value), open: async (text) => JSON.parse(text) };
let made = 0;
const newId = () => `00000000-0000-7000-8000-${String((made += 1)).padStart(12, "0")}`;
const opened = (shelf = memoryShelf(), options = {}) =>
  openStore(shelf, { cipher, newId, now: () => new Date(NOW), ...options });
const ids = (versions) => versions.map(({ id }) => id);
const texts = (versions) => versions.map(({ body }) => body?.text ?? null);

// A server in a few lines. refuse: id or text -> code.
function serverOf({ refuse = {}, most = Infinity, page = 3 } = {}) {
  const kept = [];
  const asked = [];
  return {
    kept, asked,
    async post(ask) {
      asked.push(structuredClone(ask));
      if (JSON.stringify(ask).length > most) return { status: 413, json: null };
      const saved = [], refused = [];
      for (const version of ask.versions) {
        const known = kept.some(({ id }) => id === version.id);
        const code = refuse[version.body?.text]
          ?? (version.parents.every((id) => kept.some((one) => one.id === id)) ? null : "unknown_parent");
        if (!known && code) refused.push({ id: version.id, code, words: `words: ${code}` });
        else saved.push(version.id);
        if (!known && !code) kept.push({ ...version, number: kept.length + 1 });
      }
      const again = ask.after > 0 && kept[ask.after - 1]?.id !== ask.last;
      const start = again ? 0 : ask.after;
      const versions = kept.slice(start, start + page);
      const cursor = start + versions.length;
      return { status: 200, json: { saved, refused, versions, cursor, more: cursor < kept.length, again } };
    },
  };
}

const synced = (store, server) => syncOnce({ store, post: server.post });

const calls = {
  heads: (versions) => {
    const names = [...new Set(versions.map(({ record }) => record))];
    return Object.fromEntries(names.map((record) => {
      const heads = headsOf(versions.filter((one) => one.record === record));
      return [record, { heads: ids(heads), isConflict: isConflict(heads) }];
    }));
  },

  order: (versions) => ids(inOrder(versions)),

  async written() {
    const store = await opened();
    const changes = [];
    const stop = store.onChange(() => changes.push(store.waiting().length));
    const body = { on: "2026-11-26", text: "half \ud83d", more: [{ a: 1 }], none: undefined };
    const first = await store.write("journal", body);
    body.more[0].a = 2;
    const second = await store.write("journal", { text: "two" }, { record: first.record });
    const gone = await store.write("step", { step: 1 });
    await store.remove(gone.record);
    stop();
    await store.write("journal", { text: "unheard" });
    return {
      first, changes, parents: second.parents, isFrozen: Object.isFrozen(first.body.more[0]),
      steps: store.records("step").length, removed: texts(store.record(gone.record).heads),
      journal: store.records("journal").map(({ heads }) => texts(heads)),
      isSafe: store.record(first.record).isSafe,
      unknown: store.record("nothing"),
    };
  },

  async troubles() {
    const store = await opened();
    const { record } = await store.write("journal", { text: "one" });
    const said = async (deed) => deed().then(() => "nothing", (error) => error.constructor.name);
    return [
      await said(() => store.write("step", {}, { record })),
      await said(() => store.remove("nowhere")),
      await said(() => store.write("journal", () => { throw new SyntaxError("no"); })),
      await said(() => store.write("journal", { text: "goes on" })),
    ];
  },

  async sealedByIds() {
    const store = await opened();
    const version = await store.write("sealed", async (given) => ({ data: given }));
    return { version, given: version.body.data };
  },

  // Two writes at once follow each other; what comes in between was not seen.
  async atOnce() {
    const store = await opened(), other = await opened(), server = serverOf();
    const { record } = await store.write("journal", { text: "first" });
    await synced(store, server);
    await synced(other, server);
    await other.write("journal", { text: "theirs" }, { record });
    await synced(other, server);
    const syncing = synced(store, server);
    await Promise.all(["a", "b", "c"].map((text) => store.write("journal", { text }, { record })));
    await syncing;
    const open = store.record(record);
    const seen = ids(open.heads);
    await other.write("journal", { text: "later" }, { record });
    await synced(other, server);
    await synced(store, server);
    await store.write("journal", { text: "form" }, { record, seen });
    const shown = store.record(record);
    await store.write("journal", { text: "settled" }, { record });
    return {
      open: texts(open.heads).sort(), isConflict: open.isConflict, after: texts(shown.heads).sort(),
      settled: texts(store.record(record).heads), isSettled: !store.record(record).isConflict,
    };
  },

  // The same at every await: the page dies there, before or after what it was about to do.
  async killedAnywhere() {
    const outcomes = new Set();
    let deaths = 0;
    for (const isDone of [false, true]) {
      for (let at = 0, isOver = false; !isOver; at += 1) {
        const shelf = memoryShelf(), server = serverOf();
        isOver = !(await diesAt(at, isDone, shelf, server));
        deaths += Number(!isOver);
        const store = await opened(shelf);
        await synced(store, server);
        const fresh = await opened();
        await synced(fresh, server);
        const same = JSON.stringify(ids(server.kept)) === JSON.stringify([...new Set(ids(server.kept))]);
        const mine = store.records("journal").map(({ heads }) => texts(heads).join("|")).join();
        const theirs = fresh.records("journal").map(({ heads }) => texts(heads).join("|")).join();
        outcomes.add(JSON.stringify({ same: same && mine === theirs, waiting: store.waiting().length }));
      }
    }
    return { deaths, outcomes: [...outcomes] };
  },

  // What is refused, what was written over it before and after, and what stays for good.
  async refused() {
    const server = serverOf({ refuse: { bad: "not_valid", long: "too_large" } });
    const store = await opened();
    const { record } = await store.write("journal", { text: "good" });
    await synced(store, server);
    await store.write("journal", { text: "bad" }, { record });
    const next = await store.write("journal", { text: "over it" }, { record });
    const alone = await store.write("journal", { text: "long" });
    const result = await synced(store, server);
    const shown = store.refusals().map(({ version, ...said }) => ({ text: version.body.text, ...said }));
    const isSafe = store.record(alone.record).isSafe;
    await store.write("journal", { text: "shorter" }, { record: alone.record });
    const last = await synced(store, server);
    return {
      result, shown, isSafe, last, left: store.refusals().length, kept: texts(server.kept),
      sameId: server.kept[1].id === next.id, parents: server.kept[1].parents,
      first: server.kept[0].id, heads: texts(store.record(record).heads),
      corrected: texts(store.record(alone.record).heads),
    };
  },

  async again() {
    const server = serverOf();
    const store = await opened();
    for (const text of ["a", "b", "c", "d", "e"]) await store.write("journal", { text });
    await synced(store, server);
    const before = ids(server.kept);
    server.kept.splice(1); // As an older backup would.
    server.kept.push({ ...server.kept[0], id: newId(), record: newId(), number: 2 });
    const result = await synced(store, server);
    return {
      result, before, after: ids(server.kept), waiting: store.waiting().length,
      known: store.records("journal").length,
    };
  },

  async tooMuch() {
    const server = serverOf({ most: 3000 });
    const store = await opened();
    for (let index = 0; index < 30; index += 1) {
      await store.write("journal", { text: `${index} ${"x".repeat(index === 7 ? 4000 : 200)}` });
    }
    const result = await synced(store, server);
    return { result, kept: server.kept.length, codes: store.refusals().map(({ code }) => code) };
  },

  async batches(count) {
    const server = serverOf({ page: 200 });
    const store = await opened();
    for (let index = 0; index < count; index += 1) await store.write("journal", { text: "x" });
    await synced(store, server);
    return server.asked.map(({ versions }) => versions.length);
  },

  async stateOn(status, json, isThrown = false) {
    const store = await opened();
    await store.write("journal", { text: "x" });
    const post = async () => {
      if (isThrown) throw new TypeError("no network");
      return { status, json };
    };
    const { state } = await syncOnce({ store, post });
    return { state, waiting: store.waiting().length, cursor: store.cursor() };
  },

  async forged() {
    const store = await opened();
    const { id } = await store.write("journal", { text: "x" });
    const json = { saved: ["another"], refused: [{ id: "another", code: "not_valid", words: "" }], versions: [], cursor: 0, more: true };
    const result = await syncOnce({ store, post: async () => ({ status: 200, json }) });
    return { result, waiting: ids(store.waiting()), id };
  },
};

// True where the page died: at the given shelf or network deed, which was done or not.
async function diesAt(at, isDone, shelf, server) {
  let left = at;
  let die;
  const died = new Promise((resolve) => { die = () => resolve(true); });
  const mortal = (deed) => async (...given) => {
    left -= 1;
    if (left >= 0) return deed(...given);
    if (left === -1) {
      if (isDone) await deed(...given);
      die();
    }
    return new Promise(() => {});
  };
  const dying = Object.fromEntries(Object.entries(shelf).map(([name, deed]) => [name, mortal(deed)]));
  const life = async () => {
    const store = await opened(dying);
    const post = mortal(server.post);
    const { record } = await store.write("journal", { text: "one" });
    await store.write("journal", { text: "two" });
    await syncOnce({ store, post });
    await store.write("journal", { text: "three" }, { record });
    await store.remove(record);
    await store.write("journal", { text: "four" });
    await syncOnce({ store, post });
    return false;
  };
  return Promise.race([life(), died]);
}

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line);
  const answer = await Promise.resolve().then(() => calls[name](...given))
    .then((said) => ({ said }), (error) => ({ error: error.stack }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
