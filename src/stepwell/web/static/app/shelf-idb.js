// A shelf in IndexedDB. Each write is one transaction: all of it stays, or nothing does.
import { entriesOf } from "./shelf-entries.js";

const STORE = "values";

export async function openShelf(name = "entries") {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await answerOf(opening);
  // Another tab wipes it: whoever has it open must let go.
  database.onversionchange = () => database.close();
  const reading = () => database.transaction(STORE, "readonly").objectStore(STORE);
  return {
    read: (key) => answerOf(reading().get(key)),
    // One transaction, so that it is all of one moment. One by one, 10,000 values take over a second.
    async all() {
      const store = reading();
      const [keys, values] = await Promise.all([answerOf(store.getAllKeys()), answerOf(store.getAll())]);
      return new Map(keys.map((key, index) => [key, values[index]]));
    },
    names: (prefix) => answerOf(reading().getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
    write: (map) => new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      try {
        putAll(transaction.objectStore(STORE), map);
      } catch (error) {
        reject(error);
        transaction.abort(); // What was put before would stay by itself.
      }
    }),
  };
}

function putAll(store, map) {
  for (const [key, value] of entriesOf(map)) {
    if (value === null) store.delete(key);
    else store.put(value, key);
  }
}

const answerOf = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
