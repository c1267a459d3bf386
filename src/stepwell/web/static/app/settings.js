// What the person chose for the app, by name. Two phones may have begun the same setting apart.
export function settingOf(store, name) {
  const records = store.records("setting").filter(({ heads }) => heads.some(({ body }) => body?.name === name));
  const heads = records.flatMap((record) => record.heads).filter(({ body }) => body?.name === name);
  const said = [...new Map(heads.map(({ body }) => [JSON.stringify(body.value), body.value])).values()];
  return { records, said, value: said[0] };
}

// One record holds it from then on; what stood in others is taken back.
export async function choose(store, name, value) {
  const [first, ...others] = settingOf(store, name).records;
  const seen = (record) => ({ seen: record.heads.map(({ id }) => id) });
  await store.write("setting", { name, value }, first ? { record: first.id, ...seen(first) } : {});
  for (const record of others) await store.remove(record.id, seen(record));
}
