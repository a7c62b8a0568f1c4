/** The side that is spoken to first, and decides whom it listens to. */

import type { Options, Session } from './api.js';
import { isMessage, pick, unwrap } from './message.js';
import { isListed, originOf } from './origin.js';
import { converse, type Link, type Role } from './session.js';
import type { Handshake, Message, Side } from './side.js';

/**
 * Begins a conversation on the side that accepts. Whoever speaks first from the right window and an allowed origin is
 * the other side from then on; its origin is the one that the browser tells, never one that a message claims.
 *
 * @param answer - what the application adds to the accepting message
 */
export function accept<Sends, Ready, Id extends string | number>(
  side: Side & { readonly handshake: Handshake },
  options: Options<object>,
  answer?: object,
): Session<Sends, Ready, Id> {
  const { handshake, envelope } = side;

  function roleOf(link: Link): Role {
    function welcome(message: Message, origin: string): void {
      const payload = unwrap(side, handshake.open, message);
      const echoed = handshake.echo && isMessage(payload) ? payload : undefined;
      const id = handshake.echo && envelope.id !== undefined ? message[envelope.id] : undefined;
      link.peer = origin;
      link.post(link.compose(handshake.accept, { ...echoed, ...answer }, id));
      link.begin(pick(payload, handshake.ready?.members ?? []));
    }

    return {
      start() {
        link.peer = undefined;
      },

      takes(type, message, origin) {
        if (type !== handshake.open) return false;
        // The other side repeats itself until it is answered; the answer may cross a repetition.
        if (link.peer === undefined && isAllowed(options, origin)) welcome(message, origin);
        return true;
      },

      redirect(address) {
        const origin = originOf(address);
        if (origin === undefined || !isAllowed(options, origin)) return;
        link.peer = origin;
        link.begin({ [handshake.redirect!.to]: address });
      },

      stop() {},
    };
  }

  return converse(side, options, undefined, roleOf);
}

function isAllowed({ allowedOrigins }: Options<object>, origin: string): boolean {
  return !allowedOrigins || isListed(allowedOrigins, origin);
}
