/** The end of a script build. */

declare const module: { exports: unknown } | undefined;
declare const define: { (names: readonly string[], make: () => unknown): void; readonly amd?: unknown } | undefined;

/** Hands what a build exports to whoever loaded it: CommonJS, AMD, or a page, which finds it among its globals. */
export function publish(exported: object): void {
  const all = { __proto__: { __esModule: true }, ...exported }; // inherited, so that it is no export
  if (typeof module === 'object' && module.exports) module.exports = all;
  else if (typeof define === 'function' && define.amd) define([], () => all);
  else Object.assign(globalThis, exported);
}
