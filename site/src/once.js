// The bundler copies these modules: the configuration, the content and the pages each run copies of their own. What is made once
// is made once for all of them.

const made = (globalThis[Symbol.for('callinggen.site')] ??= new Map());

/** Makes a thing for each key when it is first asked for. The name tells its things from those of other callers. */
export function once(name, make) {
  if (!made.has(name)) made.set(name, new Map());
  const things = made.get(name);
  return (key) => {
    if (!things.has(key)) things.set(key, make(key));
    return things.get(key);
  };
}
