// What may open the app, and what wrong tries cost. (Our own rules; basis: design.)
export const SHORTEST_PIN = 6;
export const MOST_TRIES = 10;
const MINUTE = 60_000;
const FREE_TRIES = 2;
const WAITS = [0.5, 1, 5, 15, 30, 60].map((minutes) => minutes * MINUTE);
const DAY = 24 * 60 * MINUTE;

// "" where it is good; else what is wrong with it, in words for the person.
export function problemWithPin(pin) {
  if (pin.length < SHORTEST_PIN) return `Use at least ${SHORTEST_PIN} digits or letters.`;
  if (new Set(pin).size < 3) return "That one is too easy to guess. Use more different signs.";
  if (isRun(pin)) return "That one is too easy to guess. Don’t count up or down.";
  return "";
}

function isRun(pin) {
  const steps = [...pin].slice(1).map((sign, at) => sign.codePointAt(0) - pin.codePointAt(at));
  return steps.every((step) => step === steps[0] && Math.abs(step) === 1);
}

// waiting: how many entries have not been sent; null where that is not known.
export function afterWrong(wrong, { waiting, now }) {
  if (isSpent(wrong, waiting)) return { isSpent: true, until: 0 };
  if (wrong <= FREE_TRIES) return { isSpent: false, until: 0 };
  const wait = wrong >= MOST_TRIES ? DAY : WAITS[Math.min(wrong - FREE_TRIES, WAITS.length) - 1];
  return { isSpent: false, until: now + wait };
}

// Only what is safe on the server is taken off the phone for wrong tries.
export function isSpent(wrong, waiting) {
  return wrong >= MOST_TRIES && waiting === 0;
}
