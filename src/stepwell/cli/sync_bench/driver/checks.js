// What there is in the end, looked at from outside: nothing of the store decides what is right.
import { isDeepStrictEqual } from "node:util";

import { Device } from "./device.js";
import { lotsOf } from "./lots.js";

const MARK = /m\d+-\d+\./;
const PATIENCE_MS = 120_000, PAUSE_MS = 100;
const pause = () => new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); });

// Until each phone has all of it and the server too.
export async function settle(devices, post) {
  const until = Date.now() + PATIENCE_MS;
  for (const device of devices) {
    device.page.left = Infinity;
    device.ask = post;
  }
  for (let quiet = 0; quiet < 2;) {
    let isQuiet = true;
    for (const device of devices) {
      const { state, sent, received } = await device.sync();
      if (state !== "safe" || sent || received) isQuiet = false;
      if (state === "offline") await pause();
    }
    if (Date.now() > until) throw new Error("The phones and the server do not come to rest.");
    quiet = isQuiet ? quiet + 1 : 0;
  }
}

// A phone that is new, and what the server gave it, page by page.
export async function newPhone(post) {
  const told = [];
  const phone = new Device({ lots: lotsOf(1), skew: 0, ask: async (body) => {
    const answer = await post(body);
    if (answer.status === 200) told.push(...answer.json.versions);
    return answer;
  } });
  await phone.open();
  const until = Date.now() + PATIENCE_MS;
  for (let state = ""; state !== "safe";) {
    ({ state } = await phone.sync());
    if (state === "offline") await pause();
    if (Date.now() > until) throw new Error("The server does not come back.");
  }
  return { told, phone };
}

export async function look(scene, { told, phone }) {
  const { truth, devices, seed } = scene;
  const there = new Map(told.map(({ number: _, ...version }) => [version.id, version]));
  const problems = [];
  const tell = (kind, what) => problems.push(`${kind} in schedule ${seed}: ${what}`);
  told.forEach(({ id, number }, index) => {
    if (number !== index + 1) tell("doubled", `number ${number} of ${id} at place ${index + 1}`);
  });
  // What was written over a refused one follows what stood before that.
  const moved = new Set(truth.unfit.map(({ record }) => record));
  for (const [id, version] of truth.confirmed) {
    const kept = there.get(id);
    const parents = kept && moved.has(version.record) ? kept.parents : version.parents;
    if (!isDeepStrictEqual(kept, { ...version, parents })) tell("lost", `${version.kind} ${id}`);
  }
  const marks = [...there.values()].map(({ body }) => JSON.stringify(body).match(MARK)?.[0]).filter(Boolean);
  const once = new Set();
  for (const mark of marks) {
    if (once.has(mark)) tell("doubled", mark);
    once.add(mark);
  }
  for (const device of [...devices, phone]) {
    for (const id of there.keys()) {
      if (!(await device.shelf.read(`v/${id}`))) tell("lost", `${id} on a phone`);
    }
  }
  for (const { device, id, record } of truth.unfit.filter((one) => devices.includes(one.device))) {
    const isShown = device.store.refusals().some(({ version }) => version.id === id);
    const isCorrected = [...there.values()].some((version) => version.record === record);
    if (!isShown && !isCorrected) tell("lost", `refused ${id}`);
  }
  return { problems, ...conflictsIn(there, [...devices, phone], truth, tell), entries: there.size };
}

// Every fork that was ever made either stands open on every phone, or was seen by whoever settled it.
function conflictsIn(there, devices, truth, tell) {
  const versions = [...there.values()];
  const replaced = new Set(versions.flatMap(({ parents }) => parents));
  const heads = grouped(versions.filter(({ id }) => !replaced.has(id)));
  let conflicts = 0, shown = 0;
  for (const [record, standing] of heads) {
    const ids = standing.map(({ id }) => id).sort();
    const isOpen = ids.length > 1 && standing.some(({ body }) => body !== null);
    const isTrue = devices.every(({ store }) => {
      const said = store.record(record);
      return said.isConflict === isOpen && isDeepStrictEqual(said.heads.map(({ id }) => id), ids);
    });
    if (isOpen) conflicts += 1;
    if (isOpen && isTrue) shown += 1;
    if (!isTrue) tell("not shown", `record ${record}`);
  }
  for (const { id, parents } of versions.filter((version) => version.parents.length > 1)) {
    conflicts += 1;
    if (truth.seen.has([...parents].sort().join())) shown += 1;
    else tell("not shown", `settled by ${id}`);
  }
  for (const [id, seen] of truth.seenBy) {
    const replacedIds = [...there.get(id)?.parents ?? []].sort().join();
    if (replacedIds !== seen) tell("not shown", `what ${id} replaced`);
  }
  return { conflicts, shown };
}

function grouped(versions) {
  const groups = new Map();
  for (const version of versions) {
    groups.set(version.record, [...(groups.get(version.record) ?? []), version]);
  }
  return groups;
}
