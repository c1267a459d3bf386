// What is the same for everyone: how days are counted, the words of the steps. The worker keeps them
// beside the code; they are asked for without cookies, so that nobody's answer is kept.
export function openDocuments(places, refresh) {
  const kept = new Map();
  addEventListener("online", () => {
    for (const [name, one] of kept) if (one === null) kept.delete(name);
    refresh();
  });

  async function load(name) {
    kept.set(name, undefined);
    kept.set(name, await asked(places[name]));
    refresh();
  }
  return {
    // undefined while it is on its way, null where it can't be had without a network.
    read(name) {
      if (!kept.has(name)) load(name);
      return kept.get(name);
    },
  };
}

async function asked(address) {
  try {
    const answer = await fetch(address, { credentials: "omit" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
