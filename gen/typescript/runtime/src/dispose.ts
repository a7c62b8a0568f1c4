/** What `using` ends by itself. */

declare global {
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

/** Something that can be ended. */
interface Destroyable {
  destroy(): void;
  readonly [Symbol.dispose]: () => void;
}

/** Lets `using` end something, where the symbol for that is known. */
export function disposable<T extends Destroyable>(thing: Omit<T, typeof Symbol.dispose> & { destroy(): void }): T {
  if (Symbol.dispose) Object.defineProperty(thing, Symbol.dispose, { value: () => thing.destroy() });
  return thing as T;
}
