// What the server last said of the person, kept for use without a network: each copy is sealed like an
// entry, and has the time it was made.
export async function openCopies(shelf, cipher) {
  const sealed = [...await shelf.all()];
  const kept = new Map(await Promise.all(sealed.map(async ([name, value]) => [name, await cipher.open(value)])));
  return {
    read: (name) => kept.get(name) ?? null,
    async keep(name, said, at) {
      const copy = { said, at };
      await shelf.write({ [name]: await cipher.seal(copy) });
      kept.set(name, copy);
    },
  };
}
