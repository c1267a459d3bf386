// How far someone is with each step: marks that are only ever added, read as rounds. The twin of
// domain/steps/work.py; a property test holds the two against each other.
const DONE = "done-with-sponsor";

const byTime = (one, other) =>
  compare(one.at, other.at) || (one.mark === DONE) - (other.mark === DONE) || compare(one.id, other.id);

const compare = (one, other) => (one < other ? -1 : Number(one > other));

/** marks: {id, step, mark, at}, at as in a version's made_at; in any order, each as often as it came. */
export function stepHistory(step, marks) {
  const own = new Map(marks.filter((one) => one.step === step).map((one) => [one.id, one]));
  const rounds = [];
  for (const mark of [...own.values()].sort(byTime)) {
    const isClosed = rounds.at(-1)?.some((one) => one.mark === DONE);
    if (!rounds.length || (isClosed && mark.mark !== DONE)) rounds.push([]);
    rounds.at(-1).push(mark);
  }
  return { step, status: statusOf(rounds.at(-1)), rounds: rounds.map(told) };
}

const told = (marks) => ({
  beganAt: marks[0].at,
  doneAt: marks.find((one) => one.mark === DONE)?.at ?? null,
  marks: marks.map((one) => one.id),
});

const statusOf = (round) => {
  if (!round) return "not-started";
  return round.some((one) => one.mark === DONE) ? DONE : "working";
};

/** Of the records of kind `step` in the store; of one in conflict each head is a mark. */
export const marksOf = (records) =>
  records.flatMap(({ heads }) => heads.filter((one) => one.body).map((one) => ({
    id: one.id, step: one.body.step, mark: one.body.mark, at: one.made_at,
  })));

/** text with what the fellowship is about; objects: of the document of steps. */
export function filled(text, objects, fellowship) {
  const own = objects.find((one) => one.fellowships.includes(fellowship)) ?? objects.find((one) => one.id === "general");
  return text.replaceAll("{object}", own.words);
}
