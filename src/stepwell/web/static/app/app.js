// The app as screens see it: what is open, what is said, and what they may ask it to do.
import { openCopies } from "./copies.js";
import { openDocuments } from "./documents.js";
import { askHere } from "./here.js";
import { cover } from "./hiding.js";
import { openStore } from "./store.js";
import { openShelf } from "./shelf-idb.js";
import { memoryShelf } from "./shelf-memory.js";
import { startSending, unsent } from "./sending.js";
import { newId } from "./uuid7.js";
import { openVault } from "./vault.js";
import { isSignOutOwed, signOut, wipe } from "./wiping.js";

const LOCK_AFTER = 60;
// Entries and copies of answers, each sealed; and beside them, in the clear, the wrapped key, the name and icon of the
// app and how soon it locks.
const [ENTRIES, COPIES, BOX] = ["entries", "copies", "app-box"];
const others = new BroadcastChannel("app");

export async function openApp(places, refresh) {
  const app = { places, refresh, gate: null, store: null, keeps: true, csrf: "", look: { name: "" }, lockAfter: LOCK_AFTER };
  let stays = 0;
  if (isSignOutOwed() && await signOut(places)) location.replace(places.signIn);
  let box = await openShelf(BOX);
  app.vault = await openVault(box, { waiting: unsent });
  app.look = await box.read("look") ?? app.look;
  app.lockAfter = await box.read("lockAfter") ?? LOCK_AFTER;
  app.here = askHere(places.here);
  app.documents = openDocuments(places, refresh);

  Object.assign(app, {
    async meet() {
      const here = await app.here;
      if (here.status === "in") await greet(here);
      else if (app.vault.isNew && here.status === "out") location.replace(`${places.signIn}?next=${places.scope}`);
      else if (app.vault.isNew && here.status === "refused") location.replace(places.account);
      else if (app.vault.isNew) app.gate = "unreached";
      refresh();
    },
    async open() {
      const shelfOf = (name) => (app.keeps ? openShelf(name) : memoryShelf());
      const shelf = await shelfOf(ENTRIES);
      const store = await openStore(shelf, { cipher: app.vault.cipher, newId, now: Date.now });
      app.copies = await openCopies(await shelfOf(COPIES), app.vault.cipher);
      const sending = startSending({ store, post, renew, tell: refresh });
      Object.assign(app, { store, sending, gate: null });
      refresh();
    },
    async setLook(look) {
      app.look = { ...app.look, ...look };
      await box.write({ look: app.look });
    },
    async setLockAfter(seconds) {
      app.lockAfter = seconds;
      await box.write({ lockAfter: seconds });
    },
    lock() {
      cover();
      closeLock();
      location.reload(); // Whatever was open is gone with the page.
    },
    // Before the page is left for a neutral one.
    end() {
      closeLock();
      if (!app.keeps && app.csrf) navigator.sendBeacon(places.signOut, new URLSearchParams({ csrfmiddlewaretoken: app.csrf }));
    },
    // While the phone itself asks for a finger, being out of sight does not count.
    async staying(work) {
      stays += 1;
      try { return await work(); } finally { stays -= 1; }
    },
    msOutOfSight: () => (stays || !app.vault.hasLock || app.vault.isLocked ? Infinity : app.lockAfter * 1000),
    async wipeAll() {
      app.sending?.end();
      Object.assign(app, { store: null, gate: "gone" });
      others.postMessage("wiped");
      await wipe(places.scope);
      await app.leaveAccount();
    },
    async leaveAccount() {
      if (await signOut(places)) return location.replace(places.signIn);
      app.gate = "gone";
      addEventListener("online", async () => { if (await signOut(places)) location.replace(places.signIn); });
      refresh();
    },
    async startAnew() {
      await wipe(places.scope);
      location.reload();
    },
  });
  others.addEventListener("message", ({ data }) => {
    cover();
    if (data === "wiped") location.replace(places.signIn);
    else location.reload();
  });

  async function greet(here) {
    const isKept = !app.vault.isNew;
    if (isKept && (!here.keeps || app.vault.person !== here.person)) {
      app.sending?.end();
      Object.assign(app, { store: null, gate: "other" });
      return;
    }
    Object.assign(app, { csrf: here.csrf, keeps: here.keeps, idleSeconds: here.idle_seconds });
    if (!here.keeps) {
      box = memoryShelf();
      app.vault = await openVault(box, { waiting: unsent });
    }
    if (app.vault.isNew) await app.vault.start(here.person);
    await app.setLook({ name: here.name, own_name: here.own_name, icon: here.icon });
  }
  function closeLock() {
    if (app.vault.hasLock) others.postMessage("locked");
    app.vault.lock();
  }
  async function renew() {
    const here = await askHere(places.here);
    const isOurs = here.status === "in" && here.person === app.vault.person;
    if (isOurs) app.csrf = here.csrf;
    return isOurs;
  }
  async function post(body) {
    const answer = await fetch(places.sync, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": app.csrf },
      body: JSON.stringify(body),
    });
    return { status: answer.status, json: await answer.json().catch(() => null) };
  }
  return app;
}
