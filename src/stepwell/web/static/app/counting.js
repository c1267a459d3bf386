// How days are counted, from the document that the service worker keeps; null until it is there.
import { tell } from "./sobriety.js";

let rules = null;
let asking = null;

// The screen is drawn again once they are there. Where nobody was reached, the next drawing asks again.
export function countingRules(app) {
  if (!rules && !asking) asking = ask(app).finally(() => { asking = null; });
  return rules;
}

async function ask(app) {
  try {
    const answer = await fetch(app.places.counting);
    if (!answer.ok) return;
    rules = await answer.json();
    app.refresh();
  } catch {
    // Without it the screens say that nothing can be counted right now.
  }
}

// null where there are no rules yet.
export function told(app, on) {
  const known = countingRules(app);
  return known && tell(["date", "use"].flatMap((kind) => app.store.versions(kind)), known, on);
}
