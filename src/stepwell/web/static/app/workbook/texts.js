// The words of the twelve steps, which of them wait, and what the person's fellowship is about.
import { filled } from "../steps.js";

// docs/steps.md: 4 to 9 wait together. Until the server was heard on this phone, they do.
const UNTIL_HEARD = [4, 5, 6, 7, 8, 9];
const SETTING = "steps_fellowship";
const WAITING = "steps-waiting";
const texts = { book: null, waiting: UNTIL_HEARD };
let isAsked = false;

/** book: undefined on its way, null where it needs a network. isHeard: whether the server said what waits. */
export function textsFor(app) {
  if (!isAsked) askWaiting(app);
  const heard = app.copies.read(WAITING)?.said;
  return Object.assign(texts, { book: app.documents.read("steps"), waiting: heard ?? UNTIL_HEARD, isHeard: Boolean(heard) });
}

async function askWaiting(app) {
  isAsked = true;
  try {
    const answer = await fetch(app.places.waiting, { redirect: "error" });
    if (!answer.ok) return;
    await app.copies.keep(WAITING, (await answer.json()).waiting, Date.now());
    app.refresh();
  } catch {
    // No network: what was heard last counts.
  }
}

const settings = (store) => store.records("setting").flatMap(({ id, heads }) => heads
  .filter(({ body }) => body?.name === SETTING).map((head) => ({ record: id, ...head })));

/** Where two phones chose at once, the later choice counts until one is made again. */
export function fellowshipOf(store) {
  const [latest] = settings(store).sort((one, other) => (one.made_at < other.made_at ? 1 : -1));
  return latest?.body.value ?? "";
}

export function chooseFellowship(store, value) {
  const [known] = settings(store);
  return store.write("setting", { name: SETTING, value }, known ? { record: known.record } : {});
}

export const wordsFor = (app) => (text) => filled(text, texts.book.objects, fellowshipOf(app.store));

/** Only what was begun of it is shown, and nothing is added. */
export const waits = (number) => texts.waiting.includes(number);
export const notice = (id) => texts.book.notices.find((one) => one.id === id);
export const sheetOf = (slug) => texts.book.worksheets.find((one) => one.slug === slug);
export const stepOf = (number) => texts.book.steps.find((one) => one.number === number);
