// One member, two or three phones, some days of writing without a network and with a bad one.
import { Device, KILLED } from "./device.js";
import { lotsOf } from "./lots.js";
import { lossy } from "./network.js";
import { bodyOf, KINDS, unfitBody } from "./words.js";

const HOUR = 3_600_000;
const SKEWS = [0, 0, -48 * HOUR, 5 * HOUR, 400 * 24 * HOUR, -Date.now()];
const MOST_LOSS = 0.35;

// account: {post, truth}; truth grows with each schedule of the same member. killServer: soon.
export async function play({ seed, account, killServer }) {
  const lots = lotsOf(seed);
  const ask = lossy(account.post, lots, lots.next() * MOST_LOSS);
  const devices = Array.from({ length: 2 + lots.upTo(2) }, () =>
    new Device({ lots, skew: lots.one(SKEWS), ask }));
  for (const device of devices) await device.open();
  const scene = { seed, lots, devices, truth: account.truth, records: [], marks: 0 };
  const steps = 14 + lots.upTo(22);
  const killAt = killServer ? lots.upTo(steps) : -1;
  for (let step = 0; step < steps; step += 1) {
    if (lots.chance(0.12)) lots.one(devices).doom();
    const deed = lots.one(DEEDS);
    const done = deed(scene, lots.one(devices));
    if (step === killAt) killServer();
    await done;
  }
  return scene;
}

const markOf = (scene) => `m${scene.seed}-${(scene.marks += 1)}.`;

async function write({ truth }, device, kind, body, options = {}) {
  const { record, ...others } = options;
  const written = await device.doing(({ store }) =>
    (body === null ? store.remove(record, others) : store.write(kind, body, options)));
  if (written === KILLED) return null;
  truth.confirmed.set(written.id, written);
  return written;
}

async function writeNew(scene, device) {
  const kind = scene.lots.one(KINDS), mark = markOf(scene);
  const written = await write(scene, device, kind, bodyOf(kind, mark));
  if (written) scene.records.push(written.record);
}

function shownOne({ lots, records }, { store }) {
  const known = records.map((id) => store.record(id)).filter(({ heads }) => heads.length);
  return known.length ? lots.one(known) : null;
}

// What is shown as a conflict is settled by it; what is not there on this phone yet, is not changed.
async function change(scene, device) {
  const shown = shownOne(scene, device);
  if (!shown) return writeNew(scene, device);
  return writeOver(scene, device, shown);
}

// The form is open while the same is changed elsewhere, and the phone hears of it.
async function changeInAnOpenForm(scene, device) {
  const shown = shownOne(scene, device);
  if (!shown) return writeNew(scene, device);
  const other = scene.devices.find((one) => one !== device);
  const there = other.store.record(shown.id);
  if (there.heads.length) await writeOver(scene, other, there);
  await sync(scene, other);
  await sync(scene, device);
  return writeOver(scene, device, shown, { seen: shown.heads.map(({ id }) => id) });
}

async function writeOver(scene, device, { id, kind, heads }, options = {}) {
  const body = scene.lots.chance(0.1) ? null : bodyOf(kind, markOf(scene));
  const seen = heads.map((head) => head.id).join();
  scene.truth.seen.add(seen);
  const written = await write(scene, device, kind, body, { ...options, record: id });
  if (written) scene.truth.seenBy.set(written.id, seen);
}

// On each of them before they hear of each other.
async function changeEverywhere(scene) {
  const known = scene.records.filter((id) =>
    scene.devices.every(({ store }) => store.record(id).heads.length));
  if (!known.length) return sync(scene, scene.lots.one(scene.devices));
  const id = scene.lots.one(known);
  for (const device of scene.devices) await writeOver(scene, device, device.store.record(id));
  return undefined;
}

async function writeUnfit(scene, device) {
  const written = await device.doing(({ store }) => store.write("journal", unfitBody(markOf(scene))));
  if (written !== KILLED) scene.truth.unfit.push({ device, id: written.id, record: written.record });
}

// Before the server refused it, or after.
async function correct(scene, device) {
  const own = scene.truth.unfit.filter((one) => one.device === device);
  if (!own.length) return writeUnfit(scene, device);
  const { record } = scene.lots.one(own), mark = markOf(scene);
  return write(scene, device, "journal", bodyOf("journal", mark), { record });
}

const sync = (_, device) => device.doing(() => device.sync());

// The person goes on writing while it runs.
async function syncAndWrite(scene, device) {
  const syncing = device.doing(() => device.sync());
  await change(scene, device);
  await syncing;
}

const syncAll = (scene) => Promise.all(scene.devices.map((device) => sync(scene, device)));

const DEEDS = [
  writeNew, writeNew, writeNew, writeNew, change, change, change, change, changeEverywhere,
  changeInAnOpenForm, changeInAnOpenForm, sync, sync, sync, sync, syncAll, syncAndWrite,
  syncAndWrite, writeUnfit, correct,
];
