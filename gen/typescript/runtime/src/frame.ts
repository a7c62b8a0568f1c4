/** An iframe that a side makes for the other one. */

import type { FrameOptions, Options } from './api.js';
import { originOf } from './origin.js';
import type { Inner } from './session.js';
import { windowTransport } from './window.js';

/** As much of a session as an iframe decides. */
interface Conversation {
  readonly isReady: boolean;
  restart(): void;
  giveUp?(): void;
}

/** Begins a conversation, in an iframe that is made for it where the options want one. */
export function framed<All extends Options<object>, Talk extends Conversation>(
  options: All,
  begin: (settings: All & { readonly origin: string }) => Talk,
): Talk {
  const { frame: wanted } = options as { readonly frame?: FrameOptions };
  if (!wanted) return begin(options as All & { readonly origin: string });
  const frame = createFrame(wanted);
  const inner = windowTransport(frame.contentWindow!)!;
  let again = false;
  let loaded = false; // until then the frame is an empty page of this one's origin, which nothing is meant for

  const session = begin(Object.assign(Object.create(options) as All & Inner, {
    origin: frame.src,
    allowedOrigins: options.allowedOrigins ?? [originOf(frame.src)],
    transport: {
      origin: inner.origin,
      post(message: object, origin: string) {
        if (loaded) inner.post(message, origin);
      },
      listen(receive: (message: unknown, origin: string) => void) {
        return inner.listen((message, origin) => {
          loaded = true;
          receive(message, origin);
        });
      },
    },
    end: () => frame.remove(),
    move(address: string) {
      loaded = false;
      frame.src = address;
    },
  }));

  frame.onload = () => {
    // A page that speaks first may have been answered while it was loading.
    const begun = !again && session.isReady;
    loaded = again = true;
    if (!begun) session.restart();
  };
  frame.onerror = () => session.giveUp?.();
  return session;
}

/** Puts an iframe into the page. */
function createFrame({ parent = 'body', allow = 'autoplay; clipboard-write; microphone; speaker-selection', ...rest }: FrameOptions): HTMLIFrameElement {
  const element = typeof parent === 'string' ? document.querySelector(parent) : (parent as unknown as Element);
  if (!element) throw new Error(`There is no element ${String(parent)} to put the iframe into.`);
  const frame = Object.assign(document.createElement('iframe'), { allow });
  for (const name of ['src', 'width', 'height', 'title'] as const) if (rest[name] !== undefined) frame[name] = rest[name];
  return element.appendChild(frame);
}
