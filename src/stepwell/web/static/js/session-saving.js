// Sends what is typed as it is typed, each field with the number of what it was typed over. What
// could not be sent stays in the page's memory, never on the disk: the page says so and tries again.
const QUIET_MS = 600, FIRST_RETRY_MS = 1000, LONGEST_RETRY_MS = 15_000;

export default async function bind(form, { load }) {
  if ("closed" in form.dataset) return;
  const { conflictsIn, cover, showStatus } = await load("session-words");
  const { valueOf, numberOf, freshToken, bodyOf } = await load("session-fields");
  const waiting = new Set(), disputed = new Set();
  let timer = 0, sending = null, delay = FIRST_RETRY_MS, trouble = "";
  const plan = (ms) => { clearTimeout(timer); timer = setTimeout(send, ms); };
  const send = () => (sending ??= sendAll().finally(() => { sending = null; }));
  const failed = (why) => { trouble = why; plan(delay); delay = Math.min(delay * 2, LONGEST_RETRY_MS); };
  const say = () => showStatus(form, { waiting: waiting.size, disputed: disputed.size, trouble });

  async function sendAll() {
    const names = [...waiting];
    if (!names.length) return say();
    const sent = new Map(names.map((name) => [name, valueOf(form, name)]));
    const answer = await fetch(form.action, {
      method: "POST", body: bodyOf(form, sent), redirect: "manual", headers: { "X-Requested-With": "fetch" },
    }).catch(() => null);
    if (answer?.status === 204 || answer?.status === 409) await took(answer, sent);
    else if (answer?.status === 422) { trouble = (await answer.text()).trim(); }
    else if (answer?.status === 403 && await freshToken(form)) failed("");
    else failed(answer?.type === "opaqueredirect" || answer?.status === 403
      ? form.dataset.signedOut : form.dataset.unsaved);
    say();
  }
  async function took(answer, sent) {
    const numbers = answer.headers.get("X-Entry-Numbers").split(" ");
    const found = answer.status === 409 ? conflictsIn(form, await answer.text(), choose) : new Set();
    [...sent.keys()].forEach((name, at) => {
      if (found.has(name)) disputed.add(name);
      else numberOf(form, name).value = numbers[at];
      if (found.has(name) || valueOf(form, name) === sent.get(name)) waiting.delete(name);
    });
    delay = FIRST_RETRY_MS; trouble = "";
    if (waiting.size) plan(QUIET_MS);
    else if (form.closest("[hidden]") && !disputed.size) location.reload();
  }
  const choose = (name) => { disputed.delete(name); waiting.add(name); plan(0); say(); };

  form.addEventListener("input", ({ target }) => {
    const name = target.name?.startsWith("v:") && target.name.slice(2);
    if (!name || disputed.has(name)) return;
    waiting.add(name); plan(QUIET_MS); say();
  });
  form.addEventListener("submit", async (event) => {
    if (!waiting.size && !sending) return;
    event.preventDefault();
    await sending; await send();
    if (!waiting.size && !disputed.size) form.requestSubmit(event.submitter);
  });
  const hasUnsaved = (event) => { if (waiting.size || disputed.size) event.preventDefault(); };
  addEventListener("beforeunload", hasUnsaved);
  addEventListener("stay:over", (event) => { hasUnsaved(event); if (event.defaultPrevented) cover(form); });
  addEventListener("online", () => plan(0));
}
