// Which entry of a screen is open, and what is done with it. Nothing is changed or taken away for
// good: each deed adds a version. See docs/sync.md.

// An entry as it stood when it was opened: what comes in meanwhile does not move under the hands.
export function openDesk(kind) {
  const desk = {
    kind,
    opened: null, // {id, body, seen}
    said: "",
    removed: null, // {id, body}
    begin() {}, // Called where another form is shown than before.

    open(app, id) {
      const { heads } = app.store.record(id);
      const seen = heads.map((head) => head.id);
      Object.assign(desk, { opened: { id, body: heads[0].body, seen }, said: "", removed: null });
      desk.begin();
      show(app);
    },
    close(app, said = "") {
      Object.assign(desk, { opened: null, said });
      desk.begin();
      show(app);
    },
    // The same words for a new entry and for a corrected one; gives the version.
    async save(app, body) {
      const { id = null, seen = null } = desk.opened ?? {};
      const version = await app.store.write(kind, body, { record: id, seen });
      desk.removed = null;
      const isForked = app.store.record(version.record).isConflict;
      if (isForked) desk.open(app, version.record);
      else desk.close(app, kept(app));
      return version;
    },
    async remove(app) {
      const { id, body, seen } = desk.opened;
      await app.store.remove(id, { seen });
      desk.removed = { id, body };
      desk.close(app, "Removed.");
    },
    async bringBack(app) {
      const { id, body } = desk.removed;
      await app.store.write(kind, body, { record: id });
      desk.removed = null;
      desk.close(app, "It’s back.");
    },
    // The person chose one of those that stood side by side; all of them stay in the history.
    async settle(app, body) {
      const { id } = desk.opened;
      const seen = app.store.record(id).heads.map((head) => head.id);
      await app.store.write(kind, body, { record: id, seen });
      desk.close(app, "Settled. The other one stays in the history.");
    },
  };
  // Whoever goes elsewhere comes back to an empty form.
  addEventListener("hashchange", () => {
    Object.assign(desk, { opened: null, said: "", removed: null });
    desk.begin();
  });
  return desk;
}

const kept = (app) => (app.keeps ? "Saved on this phone." : "Saved. It’s sent as soon as there’s a network.");

// Versions that were replaced, the newest first.
export function earlier(store, { id, kind, heads }) {
  const standing = new Set(heads.map((head) => head.id));
  return store.versions(kind).filter((one) => one.record === id && !standing.has(one.id)).reverse();
}

// "sent", "waiting" or "refused".
export function stateOf(store, { id, isSafe }) {
  if (isSafe) return "sent";
  return store.refusals().some(({ version }) => version.record === id) ? "refused" : "waiting";
}

// The days of an entry, the newest first; of one in conflict the first head's.
export const byDay = (store, kind) => store.records(kind)
  .map((record) => ({ ...record, body: record.heads.find((head) => head.body)?.body }))
  .sort((a, b) => (a.body.on === b.body.on ? (a.id < b.id ? 1 : -1) : a.body.on < b.body.on ? 1 : -1));

function show(app) {
  app.refresh();
  const heading = document.querySelector("main h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  scrollTo(0, 0);
}
