/** Messages between two windows. */

import type { MessageTarget, Transport } from './api.js';

/**
 * Talks to another window, by default the one around this page. There is no such thing on a server, nor where a page is in
 * no frame; then the result is undefined.
 */
export function windowTransport(peer: MessageTarget | undefined = globalThis.window?.parent): Transport | undefined {
  return peer && peer !== window ? {
    origin: window.origin, // not location's: a page about:blank has the origin of the page that made it
    post(message, targetOrigin) {
      peer.postMessage(message, targetOrigin);
    },
    listen(receive) {
      const listener = ({ source, origin, data }: MessageEvent<unknown>): void => {
        if (source === peer) receive(data, origin);
      };
      window.addEventListener('message', listener);
      return () => window.removeEventListener('message', listener);
    },
  } : undefined;
}
