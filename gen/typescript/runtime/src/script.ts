/** The end of a script build. */

declare const module: { exports: unknown } | undefined;
declare const define: { (names: readonly string[], make: () => unknown): void; readonly amd?: unknown } | undefined;

/** Hands what a build exports to whoever loaded it: CommonJS, AMD, or a page, which finds it among its globals. */
export function publish(exported: object): void {
  Object.defineProperty(exported, '__esModule', { value: true }); // it may have a default
  if (typeof module === 'object' && module.exports) module.exports = exported;
  else if (typeof define === 'function' && define.amd) define([], () => exported);
  else Object.assign(globalThis, exported);
}
