// What stands of all versions, and what was corrected. Twin of domain/recovery/sobriety_history.py.
import { MILESTONE, problemsOfDate, problemsOfUse } from "./sobriety-checks.js";
import { by } from "./sobriety-lines.js";

const KINDS = { date: problemsOfDate, use: problemsOfUse };
const isOurs = ({ kind }) => Object.hasOwn(KINDS, kind);

// Of a record in conflict all heads stand: no day is counted that one of them takes away.
export function historyOf(versions, rules) {
  const every = [...new Map(versions.filter(isOurs).map((one) => [one.id, one]))
    .values()].sort(by((one) => [one.record, one.id]));
  const replaced = new Set(every.flatMap(({ parents }) => parents));
  const heads = every.filter(({ id, body }) => !replaced.has(id) && body);
  const notUnderstood = heads
    .map(({ id, record, kind, body }) => ({ record, id, problems: KINDS[kind](body, rules) }))
    .filter(({ problems }) => problems.length);
  const leftOut = new Set(notUnderstood.map(({ id }) => id));
  const clear = heads.filter(({ id }) => !leftOut.has(id));
  const dated = clear.filter(({ kind }) => kind === "date");
  return {
    dates: dated.filter(({ body }) => body.definition !== MILESTONE),
    uses: clear.filter(({ kind }) => kind === "use"),
    milestones: milestones(dated),
    corrected: corrected(every, heads, replaced),
    notUnderstood,
  };
}

const milestones = (dated) =>
  dated
    .filter(({ body }) => body.definition === MILESTONE)
    .sort(by((one) => [one.body.first_on, one.record, one.id]))
    .map(({ record, body }) => (
      { fellowship: body.fellowship, record, on: body.first_on, words: body.words }
    ));

// Versions that stand no more, where no head of their record still says the same.
function corrected(every, heads, replaced) {
  const said = ({ record, body }) =>
    [record, body.fellowship, body.definition, body.first_on, body.ended_on ?? null].join(" ");
  const isDate = ({ kind, body }) => kind === "date" && body;
  const told = new Set(heads.filter(isDate).map(said));
  return every
    .filter((one) => isDate(one) && replaced.has(one.id) && !told.has(said(one)))
    .map(({ record, id, body }) => ({
      fellowship: body.fellowship,
      definition: body.definition,
      record,
      id,
      firstOn: body.first_on,
      endedOn: body.ended_on ?? null,
    }));
}
