/** A telephone line that calls nobody: whoever is called rings for a moment, and picks up. */

const patience = 1500; // milliseconds

/** Calls somebody. The result hangs up before they answer. */
export function ring(answered: () => void): () => void {
  const timer = setTimeout(answered, patience);
  return () => clearTimeout(timer);
}

/** Whoever calls in. */
export const caller = '+442079460123';

/** The number of this line. */
export const own = '+12025550143';
