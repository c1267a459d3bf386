// A line in, a line out: what the phone's own modules say of meetings.
import { createInterface } from "node:readline";

const [folder] = process.argv.slice(2);
const times = await import(`${folder}/meeting-times.js`);
const directory = await import(`${folder}/directory.js`);

const COMMANDS = {
  times: ({ meeting, from, until, count }) => ({
    starts: [...times.starts(meeting, from, until)],
    next: times.nextStarts(meeting, from, count),
    startedAt: times.startedAt(meeting, from),
  }),
  unpack: ({ carried }) => directory.unpack(carried),
  ask: ({ carried, name, given }) => directory[name](directory.unpack(carried), ...given),
  distance: ({ from, to }) => directory.distanceKm(from, to),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...given } = JSON.parse(line);
  let answer;
  try {
    answer = { value: COMMANDS[command](given) ?? null };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
