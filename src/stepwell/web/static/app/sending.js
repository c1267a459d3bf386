// Keeps phone and server level, and says where things stand. state: "sending", or what the last
// round came to; see sync.js. Nothing is lost by any of them.
import { syncOnce } from "./sync.js";

const SOON_MS = 400;
const AGAIN_MS = [15_000, 60_000, 300_000];
const UNSENT = "unsent";

// How many entries are on this phone only, where it can be read while the app is locked or closed;
// null: not known.
export function unsent() {
  const kept = localStorage.getItem(UNSENT);
  return kept === null ? null : Number(kept);
}

// renew(): gets another token where the one of this page is out of date; false if there is none.
export function startSending({ store, post, renew, tell }) {
  const now = { state: "safe", waiting: 0, refusals: [] };
  let timer = 0;
  let failures = 0;
  let isBusy = false;
  let isWanted = false;
  const ending = new AbortController();

  const count = () => {
    now.waiting = store.waiting().length;
    now.refusals = store.refusals();
    localStorage.setItem(UNSENT, String(now.waiting + now.refusals.length));
    tell();
  };
  const plan = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  };
  async function run() {
    isWanted = isBusy;
    if (isBusy || ending.signal.aborted) return;
    isBusy = true;
    now.state = "sending";
    count();
    let { state } = await syncOnce({ store, post });
    if (state === "stale" && await renew()) ({ state } = await syncOnce({ store, post }));
    isBusy = false;
    if (ending.signal.aborted) return;
    now.state = state;
    failures = state === "offline" ? failures + 1 : 0;
    count();
    if (isWanted) plan(SOON_MS);
    else if (failures) plan(AGAIN_MS[Math.min(failures, AGAIN_MS.length) - 1]);
  }
  const forget = store.onChange(() => {
    count();
    if (now.waiting) plan(SOON_MS);
  });
  addEventListener("online", run, ending);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") run();
  }, ending);
  now.end = () => {
    ending.abort();
    clearTimeout(timer);
    forget();
  };
  count();
  run();
  return now;
}
