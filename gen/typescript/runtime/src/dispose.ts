/** What `using` ends by itself. */

declare global {
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

/** Something that can be ended. */
interface Destroyable {
  destroy(): void;
}

/** Lets `using` end something, where the symbol for that is known. */
export function disposable<T extends Destroyable>(thing: T): T & { readonly [Symbol.dispose]: () => void } {
  return Object.assign(thing, Symbol.dispose && { [Symbol.dispose]: () => thing.destroy() });
}
