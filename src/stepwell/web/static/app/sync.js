// Gives the server what it has not got, and gets what this phone has not. Every request may be lost,
// answered twice or cut off, and the page may be killed at any await: the next time goes on.
//
// state: safe (the server has all of it), waiting (some of it not yet), offline, signed_out,
// stale (the token of this page), not_allowed, handed_over, misfit (app and server).
const MOST_VERSIONS = 100, MOST_BYTES = 512 * 1024;
const LATER = "unknown_parent";
const STATES = { 401: "signed_out", 403: "not_allowed", 415: "misfit", 422: "misfit", 423: "handed_over" };

export async function syncOnce({ store, post }) {
  const round = { tried: new Set(), most: MOST_BYTES, sent: 0, received: 0 };
  for (;;) {
    const untried = store.waiting().filter(({ id }) => !round.tried.has(id));
    const batch = firstOf(untried, round.most);
    const asked = { ...store.cursor() };
    const { status, json } = await answerTo(post, { ...asked, versions: batch });
    if (status === 413 && batch.length) {
      await tooMuch(batch, json, store, round);
    } else if (status !== 200 || !isAnswer(json)) {
      return result(round, stateOf(status, json));
    } else {
      batch.forEach(({ id }) => round.tried.add(id));
      await take(json, batch, store, round);
      const isOver = !json.more || json.cursor === asked.after;
      if (isOver && !store.waiting().some(({ id }) => !round.tried.has(id))) {
        return result(round, store.waiting().length ? "waiting" : "safe");
      }
    }
  }
}

async function take(json, batch, store, round) {
  const ids = new Set(batch.map(({ id }) => id));
  const saved = json.saved.filter((id) => ids.has(id));
  await store.taken(saved);
  const refused = json.refused.filter(({ id }) => ids.has(id));
  await store.refuse(refused);
  if (refused.some(({ code }) => code !== LATER)) {
    // What came after it follows something else now.
    refused.filter(({ code }) => code === LATER).forEach(({ id }) => round.tried.delete(id));
  }
  await store.receive(json.versions, json.cursor, { again: json.again === true });
  if (json.again === true) round.tried.clear();
  round.sent += saved.length;
  round.received += json.versions.length;
}

// Half as much the next time; what is too much alone is refused.
async function tooMuch(batch, json, store, round) {
  round.most = Math.floor(round.most / 2);
  if (batch.length > 1) return;
  const words = json?.words ?? "This is too long for the server. It is only on this phone.";
  await store.refuse([{ id: batch[0].id, code: "too_large", words }]);
}

function firstOf(versions, most) {
  let total = 0;
  const end = versions.findIndex((version, index) => {
    total += JSON.stringify(version).length;
    return index === MOST_VERSIONS || (index > 0 && total > most);
  });
  return end < 0 ? versions : versions.slice(0, end);
}

// A network that lets you sign in first answers with pages of its own.
const isAnswer = (json) => Boolean(json) && Number.isInteger(json.cursor)
  && [json.saved, json.refused, json.versions].every(Array.isArray);

const answerTo = (post, ask) => Promise.resolve().then(() => post(ask))
  .catch(() => ({ status: 0, json: null }));

const stateOf = (status, json) =>
  (status === 403 && json?.code === "csrf" ? "stale" : STATES[status] ?? "offline");

const result = ({ sent, received }, state) => ({ sent, received, state });
