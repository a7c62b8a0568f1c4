/** Origins: where a window was loaded from. */

/** The origin of an address, if it is one. It is `null` where a scheme has no hosts. */
export function originOf(address: unknown): string | undefined {
  try {
    return new URL(address as string).origin;
  } catch {
    return undefined;
  }
}
