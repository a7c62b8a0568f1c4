/** What `using` ends by itself. Libraries of the language that know the symbol declare it alike. */

declare global {
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

export {};
