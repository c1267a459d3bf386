// A phone: what is on its shelf outlives its page, which can be killed at any await.
import { memoryShelf } from "../app/shelf-memory.js";
import { openStore } from "../app/store.js";
import { syncOnce } from "../app/sync.js";
import { idMaker } from "./lots.js";

const encoder = new TextEncoder(), decoder = new TextDecoder();
const plain = {
  seal: async (value) => encoder.encode(JSON.stringify(value)),
  open: async (bytes) => JSON.parse(decoder.decode(bytes)),
};
const forEver = () => new Promise(() => {});
export const KILLED = Symbol("killed");

// skew: of its clock, in ms. ask: sends one request.
export class Device {
  constructor({ lots, skew, ask }) {
    this.lots = lots;
    this.ask = ask;
    this.clock = () => Date.now() + skew;
    this.shelf = memoryShelf();
    this.kills = 0;
  }

  // A page opened anew; the one before, if it still hangs somewhere, does nothing any more.
  async open() {
    const page = { left: Infinity };
    page.died = new Promise((resolve) => { page.die = () => resolve(KILLED); });
    this.page = page;
    const shelf = Object.fromEntries(["all", "write"].map((deed) =>
      [deed, this.#mortal(page, (...given) => this.shelf[deed](...given))]));
    const cipher = { seal: this.#mortal(page, plain.seal), open: plain.open };
    this.post = this.#mortal(page, (body) => this.ask(body));
    this.store = await openStore(shelf, {
      cipher, newId: idMaker(this.lots, this.clock), now: this.clock,
    });
  }

  // The page dies at one of its next awaits.
  doom() {
    this.page.left = this.lots.upTo(9);
  }

  // What a deed gives, or KILLED where the page died on the way; then it is open again.
  async doing(deed) {
    const page = this.page;
    const outcome = await Promise.race([deed(this), page.died]);
    if (page.isDead) {
      this.kills += 1;
      await this.open();
      return KILLED;
    }
    return outcome;
  }

  sync() {
    return syncOnce({ store: this.store, post: this.post });
  }

  // The last thing a page does before it dies may happen and go unheard, or not happen at all.
  #mortal(page, deed) {
    return async (...given) => {
      if (page.isDead) return forEver();
      page.left -= 1;
      if (page.left >= 0) {
        const done = await deed(...given);
        return page.isDead ? forEver() : done;
      }
      page.isDead = true;
      if (this.lots.chance(0.5)) await deed(...given).catch(() => {});
      page.die();
      return forEver();
    };
  }
}
