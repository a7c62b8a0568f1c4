/** Origins: where a window was loaded from. */

/** The origin of an address, or undefined where there is none: a relative address, or one of a scheme without hosts. */
export function originOf(address: unknown): string | undefined {
  try {
    const { origin } = new URL(address as string);
    return origin === 'null' ? undefined : origin;
  } catch {
    return undefined;
  }
}

/** Whether an origin is in a list. */
export function isListed(list: readonly (string | RegExp)[], origin: string): boolean {
  // Not test(): an expression with the flag `g` remembers where it stopped, and would give every second answer wrong.
  return list.some((entry) => (typeof entry === 'string' ? entry === origin : origin.search(entry) >= 0));
}
