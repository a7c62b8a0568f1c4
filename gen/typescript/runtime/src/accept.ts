/** The side that is spoken to first. */

import type { Options, Session } from './api.js';
import { converse } from './session.js';
import type { Handshake, Side } from './side.js';

/**
 * Begins a conversation on the side that accepts.
 *
 * @param answer - what the application adds to the accepting message
 */
export const accept: <Sends, Ready, Id extends string | number>(
  side: Side & { readonly handshake: Handshake },
  options: Options<object>,
  answer?: object,
) => Session<Sends, Ready, Id> = converse;
