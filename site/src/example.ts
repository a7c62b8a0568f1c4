import { CallingExtensions } from '@callinggen/calling-extensions';

const extensions = new CallingExtensions({
  eventHandlers: {
    onReady: () => extensions.initialized({ isLoggedIn: true }),
    onDialNumber: ({ phoneNumber }) =>
      extensions.outgoingCall({
        externalCallId: 'call-1',
        toNumber: phoneNumber,
        createEngagement: true,
      }),
  },
});
