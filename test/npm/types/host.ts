// What the types of the other side promise. Every line after @ts-expect-error has to be an error.

import { Host, connect, pair, type HostHandlers } from '@callinggen/calling-extensions/host';

const [ours, theirs] = pair();
const host = new Host({
  transport: ours,
  origin: theirs.origin,
  sync: { hostUrl: ours.origin, portalId: 1, userId: 2, ownerId: '3', engagementId: 4, iframeLocation: 'remote', usesCallingWindow: true },
  eventHandlers: {
    onOutgoingCallStarted(data, event) {
      const number: string | undefined = data.toNumber;
      const type: 'OUTGOING_CALL_STARTED' = event.type;
      return [number, type];
    },
    onCallEnded: ({ callEndStatus }) => callEndStatus === 'MISSED',
  },
});
host.dialNumber({ phoneNumber: '+1' });
host.callerIdMatchSucceeded({ callerIdMatches: [] });
host.ready({ timeoutMs: 100 }).then(() => host.destroy());
connect({ transport: ours, origin: theirs.origin }).send('END_CALL', {});

// @ts-expect-error: the widget sends that
host.initialized({});
// @ts-expect-error: somebody has to be called
host.dialNumber({});
// @ts-expect-error: the host has to know where the widget is
new Host({ transport: ours });
// @ts-expect-error: there is no such place
new Host({ transport: ours, origin: theirs.origin, sync: { iframeLocation: 'tab' } });
// @ts-expect-error: the host hears no DIAL_NUMBER
const handlers: HostHandlers = { onDialNumber() {} };
// @ts-expect-error: the widget sends that
connect({ transport: ours, origin: theirs.origin }).send('INITIALIZED', {});

export { handlers };
