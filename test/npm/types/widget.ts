// What the types promise to an application, and what they refuse. Every line after @ts-expect-error has to be an error.

import { CallingExtensions, EndStatus, connect, type WidgetEvent, type WidgetHandlers } from '@callinggen/calling-extensions';

const none = new CallingExtensions();
const noHandlers = new CallingExtensions({});
const maybe: string | undefined = Math.random() > 1 ? 'x' : undefined;

const widget = new CallingExtensions({
  debugMode: false,
  allowedOrigins: ['https://app.hubspot.com', /^https:\/\/app-[a-z0-9]+\.hubspot\.com$/],
  eventHandlers: {
    onReady({ engagementId, portalId, iframeLocation }) {
      widget.initialized({ isLoggedIn: true, isAvailable: true, sizeInfo: { width: 400, height: 650 }, engagementId });
      const id: number | undefined = portalId;
      return [id, iframeLocation];
    },
    async onDialNumber(data, event) {
      const type: 'DIAL_NUMBER' = event.type;
      const number: string | undefined = data.phoneNumber;
      widget.outgoingCall({ externalCallId: 'c-1', toNumber: number, fromNumber: maybe, createEngagement: true, dialingContext: data });
      return type;
    },
    onCallerIdMatchSucceeded({ callerIdMatches }) {
      for (const match of callerIdMatches ?? []) {
        if (match.callerIdType === 'CONTACT') match.firstName?.toUpperCase();
        // @ts-expect-error: a company has no first name
        else match.firstName;
      }
    },
    onFailed(data, event) {
      const type: WidgetEvent['type'] = event.type;
      return [data, type];
    },
    onUnhandled: (data: unknown, event: WidgetEvent) => {
      if (event.type === 'DIAL_NUMBER') event.data.phoneNumber;
    },
  },
});

widget.callEnded({ externalCallId: 'c-1', engagementId: 1, callEndStatus: 'MISSED' });
widget.callEnded({ externalCallId: 'c-1', engagementId: 1, callEndStatus: EndStatus.COMPLETED });
widget.callData(new Map());
widget.callData(undefined);
widget.userAvailable();
widget.ready({ timeoutMs: 100 }).then(({ portalId }) => portalId);

// @ts-expect-error: no such status
widget.callEnded({ externalCallId: 'c-1', engagementId: 1, callEndStatus: 'INTERNAL_COMPLETED' });
// @ts-expect-error: there is nothing to say
widget.userAvailable({ now: true });
// @ts-expect-error: an error has words
widget.sendError({});
// @ts-expect-error: a number is a text
widget.outgoingCall({ externalCallId: 'c-1', toNumber: 42 });
// @ts-expect-error: no such member
widget.initialized({ isLogedIn: true });

// @ts-expect-error: no such handler
const misspelt: WidgetHandlers = { onDialNumbr() {} };
// @ts-expect-error: the runtime calls handlers with two arguments
const greedy: WidgetHandlers = { onDialNumber(data, event, third: string) {} };
const later: WidgetHandlers = { onReady: undefined };

const session = connect({ eventHandlers: later });
session.send('USER_AVAILABLE');
session.send('RESIZE_WIDGET', { width: 1, height: 2 });
// @ts-expect-error: the host sends that
session.send('DIAL_NUMBER', { phoneNumber: '+1' });
// @ts-expect-error: it has a payload
session.send('RESIZE_WIDGET');
// @ts-expect-error: it has none
session.send('USER_AVAILABLE', {});

export { none, noHandlers, misspelt, greedy };
