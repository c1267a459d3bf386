// Reads one line of JSON, plays the schedules, and prints lines of JSON: {kill: true} where the
// server is to be killed, {played: N} after each, {result} at the end.
import { look, newPhone, settle } from "./checks.js";
import { lotsOf } from "./lots.js";
import { networkOf } from "./network.js";
import { play } from "./schedule.js";

const AT_ONCE = 6;
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function main() {
  const given = JSON.parse(await firstLine());
  const lots = lotsOf(given.seed);
  const seeds = Array.from({ length: given.schedules }, () => lots.upTo(2 ** 31));
  const kills = new Set(seeds.filter((_, index) => index % given.killEvery === 0));
  const total = { schedules: 0, entries: 0, conflicts: 0, conflicts_shown: 0, page_kills: 0, problems: [] };
  const accounts = given.members.map((member, index) => ({
    post: networkOf(given.base, member),
    truth: { confirmed: new Map(), seen: new Set(), seenBy: new Map(), unfit: [] },
    seeds: seeds.filter((_, place) => place % given.members.length === index),
  }));
  const waiting = [...accounts];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let account = waiting.shift(); account; account = waiting.shift()) {
      await playAll(account, kills, total);
    }
  }));
  say({ result: total });
}

async function playAll(account, kills, total) {
  let entries = 0, conflicts = 0, shown = 0;
  for (const seed of account.seeds) {
    const killServer = kills.has(seed) ? () => say({ kill: true }) : null;
    const scene = await play({ seed, account, killServer });
    await settle(scene.devices, account.post);
    const seen = await look(scene, await newPhone(account.post));
    ({ entries, conflicts, shown } = seen); // Of all schedules of this member so far.
    total.problems.push(...seen.problems);
    total.schedules += 1;
    total.page_kills += scene.devices.reduce((sum, { kills: killed }) => sum + killed, 0);
    say({ played: total.schedules });
  }
  total.entries += entries;
  total.conflicts += conflicts;
  total.conflicts_shown += shown;
}

async function firstLine() {
  let text = "";
  for await (const chunk of process.stdin) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  return text;
}

await main();
