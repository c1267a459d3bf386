// Runs the notebook's modules for the tests: one JSON command a line in, one JSON answer a line out.
import { createInterface } from "node:readline";

const at = (name) => import(new URL(name, process.argv[2]));
const { makeNotebook, unlock } = await at("notebook.js");
const keyrings = await at("notebook-keyring.js");
const { copyForCounselor } = await at("notebook-entries.js");
const { exportAll } = await at("notebook-export.js");
const { makeCode, readCode } = await at("notebook-code.js");
const { resealAll } = await at("notebook-reseal.js");
const { normalized } = await at("notebook-passphrase.js");
const words = await at("notebook-words.js");
const { scrypt } = await at("../vendor/noble-hashes/scrypt.js");

const opened = new Map();
const keep = (notebook) => {
  opened.set(opened.size + 1, notebook);
  return { notebook: opened.size, keyId: notebook.keyId };
};
const secretOf = (given) =>
  given.way === "passkey" ? { ...given, prf: Uint8Array.from(Buffer.from(given.prf, "hex")) } : given;
const secretsOf = (given) => given.map(secretOf);

// A store as store.js has it, which dies after `writes` of them. meanwhile: the heads that a record has by
// the time its turn to be written comes.
function dyingStore({ records, writes, ids, meanwhile = {} }) {
  const written = [];
  const byId = new Map(records.map((one) => [one.id, one]));
  return {
    written,
    records: () => records,
    record: (id) => byId.get(id),
    async write(kind, bodyOf, { record }) {
      if (written.length === writes) throw new Error("killed");
      byId.set(record, { ...byId.get(record), heads: meanwhile[record] ?? byId.get(record).heads });
      const version = ids.shift();
      written.push({ kind, record, id: version, body: await bodyOf({ record, version }) });
    },
  };
}

const DO = {
  async make({ secrets }) {
    const { keyring, notebook } = await makeNotebook(secretsOf(secrets));
    return { keyring, ...keep(notebook) };
  },
  unlock: async ({ keyring, secret }) => keep(await unlock(keyring, secretOf(secret))),
  lock: ({ notebook }) => opened.get(notebook).lock(),
  seal: ({ notebook, entry, place }) => opened.get(notebook).seal(entry, place),
  open: ({ notebook, body, place }) => opened.get(notebook).open(body, place),
  withWay: ({ keyring, secret, added }) => keyrings.withWay(keyring, secretOf(secret), secretOf(added)),
  changePassphrase: ({ keyring, secret, passphrase }) =>
    keyrings.changePassphrase(keyring, secretOf(secret), passphrase),
  withoutWay: ({ keyring, id }) => keyrings.withoutWay(keyring, id),
  rotated: ({ keyring, secret, secrets }) =>
    keyrings.rotated(keyring, secretOf(secret), secretsOf(secrets)),
  joined: ({ keyring, secret, other, otherSecret }) =>
    keyrings.joined(keyring, secretOf(secret), other, secretOf(otherSecret)),
  async reseal({ notebook, ...given }) {
    const store = dyingStore(given);
    const told = await resealAll({ notebook: opened.get(notebook), store })
      .catch((error) => ({ died: error.message }));
    return { told, written: store.written };
  },
  exportAll: ({ notebook, versions, on }) => exportAll(opened.get(notebook), versions, on),
  copyForCounselor: ({ entry }) => copyForCounselor(entry),
  makeCode: () => makeCode(),
  readCode: ({ typed }) => readCode(typed),
  normalized: ({ passphrase }) => normalized(passphrase),
  words: () => words,
  scrypt: ({ passphrase, salt, cost, size }) =>
    Buffer.from(scrypt(passphrase, salt, { ...cost, dkLen: size })).toString("hex"),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...given } = JSON.parse(line);
  let answer;
  try {
    answer = { done: (await DO[command](given)) ?? null };
  } catch (error) {
    answer = { kind: error.name, code: error.code, words: error.message, about: error.about };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
