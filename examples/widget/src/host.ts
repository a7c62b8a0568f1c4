/** The page around a calling app, as far as a test needs it: it asks for calls, answers what it is told, and shows all of it. */

import { Host, type HostEvent, type HostSends } from '@callinggen/calling-extensions/host';

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const dial = find<HTMLButtonElement>('dial');
const end = find<HTMLButtonElement>('end');
const place = find('frame');
const address = place.dataset['app']!;

const ada = { callerIdType: 'CONTACT', objectCoordinates: { portalId: 1, objectId: 51, objectTypeId: '0-1' }, firstName: 'Ada', lastName: 'Byrne', email: 'ada@example.com' } as const;
let engagements = 1000;

const host = new Host({
  frame: { src: address, parent: place, title: 'Calling app', height: '640' },
  sync: { hostUrl: location.origin, portalId: 1, userId: 2, ownerId: 3, iframeLocation: 'widget' },
  onMessage(event) {
    log('app', event as HostEvent);
    host.session.dispatch(event);
  },
  eventHandlers: {
    onLoggedIn: () => { dial.disabled = false; },
    onLoggedOut: () => { dial.disabled = true; },
    onOutgoingCallStarted({ createEngagement }) {
      inCall(true);
      if (createEngagement) say('CREATE_ENGAGEMENT_SUCCEEDED', { engagementId: ++engagements });
    },
    onIncomingCall({ createEngagement }) {
      inCall(true);
      say('CALLER_ID_MATCH_SUCCEEDED', { callerIdMatches: [ada] });
      if (createEngagement) say('CREATE_ENGAGEMENT_SUCCEEDED', { engagementId: ++engagements });
    },
    onCallEnded: () => { end.disabled = true; },
    onCallCompleted({ engagementProperties }) {
      inCall(false);
      if (engagementProperties) say('UPDATE_ENGAGEMENT_SUCCEEDED', { engagementId: engagements });
    },
    onResizeWidget({ height }) { place.querySelector('iframe')!.height = String(height); },
  },
});

/** Sends a message, and shows it. */
function say<Type extends keyof HostSends>(type: Type, data: HostSends[Type]): void {
  log('host', { type, data });
  host.session.send<keyof HostSends>(type, data);
}

function log(who: 'host' | 'app', message: { readonly type: string; readonly data?: unknown }): void {
  const line = document.createElement('li');
  const name = document.createElement('b');
  name.textContent = message.type;
  line.append(who === 'host' ? '→ ' : '← ', name, message.data ? ` ${JSON.stringify(message.data)}` : '');
  find('log').append(line);
  line.scrollIntoView({ block: 'nearest' });
}

function inCall(yes: boolean): void {
  end.disabled = !yes;
  dial.disabled = yes;
}

dial.onclick = () => say('DIAL_NUMBER', { phoneNumber: '+442079460123', portalId: 1, calleeInfo: { calleeId: 51, calleeObjectTypeId: '0-1' }, startTimestamp: Date.now() });
end.onclick = () => say('END_CALL', {});
