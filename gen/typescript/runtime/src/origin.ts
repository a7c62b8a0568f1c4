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
  return list.some((entry) => (typeof entry === 'string' ? entry === origin : matches(entry, origin)));
}

/** An expression with the flag `g` or `y` remembers where it stopped, and would give every second answer wrong. */
function matches(pattern: RegExp, origin: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(origin);
}
