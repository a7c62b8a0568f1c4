// What can be ended is known to `using`, under every library, the newest and those that never heard of it.

import CallingExtensions, { connect } from '@callinggen/calling-extensions';
import { Host, pair } from '@callinggen/calling-extensions/host';

interface Ends {
  readonly [Symbol.dispose]: () => void;
}

const [transport] = pair();
const all: Ends[] = [new CallingExtensions({ eventHandlers: {} }), connect(), new Host({ transport, origin: transport.origin })];
all.forEach((each) => each[Symbol.dispose]());
// @ts-expect-error: a transport has no end of its own
const none: Ends = transport;
// @ts-expect-error: it wants nothing
connect()[Symbol.dispose]('now');

export { all, none };
