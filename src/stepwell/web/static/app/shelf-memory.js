// A shelf that is gone with the page: for a shared phone, and for trying the store.
import { entriesOf } from "./shelf-entries.js";

export function memoryShelf() {
  const kept = new Map();
  return {
    async read(name) {
      return kept.get(name);
    },
    async write(map) {
      for (const [name, value] of entriesOf(map)) {
        if (value === null) kept.delete(name);
        else kept.set(name, value);
      }
    },
    async all() {
      return new Map(kept);
    },
    async names(prefix) {
      return [...kept.keys()].filter((name) => name.startsWith(prefix)).sort();
    },
  };
}
