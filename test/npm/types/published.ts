// What the vendor's pages of 2019 to 2025 show in code, written anew: the same calls with the same members. Where a page leaves
// out what a call needs, or uses a word that is gone, `instead` quotes the row of the guide on moving that says what to write.
// published.test.js runs them all.

import CallingExtensions, {
  type DemoWidget,
  type EventHandlers,
  type OnCallCompleted,
  type OnError,
  type OnIncomingCall,
  type OnInitialized,
  type OnOutgoingCall,
  type OnResize,
  type Options,
  type PartialWidgetSettings,
  type WidgetSettings,
} from '@callinggen/calling-extensions';

/** An example: what it does, and the wire types and members that come of it. */
export interface Example {
  readonly name: string;
  /** The row of the guide on moving that completes it. */
  readonly instead?: string;
  readonly run: (extensions: CallingExtensions) => unknown;
  /** What it posts; left out: nothing. */
  readonly posts?: readonly [type: string, ...members: string[]];
}

const number = '+442073238299';
const engagementId = 1001;
const externalCallId = 'c-1042';

/** Objects of options, which a page makes before it makes the class. */
export const options: { readonly [name: string]: Options } = {
  'of 2019': {
    debugMode: true,
    eventHandlers: {
      onDialNumber: (event) => event,
      onVisibilityChanged: (event) => event,
    },
  },
  'of 2023': {
    debugMode: false,
    eventHandlers: {
      onReady: () => {},
      onDialNumber: (event) => event,
      onEngagementCreated: (event) => event,
      onVisibilityChanged: (event) => event,
    },
  },
  'with results': {
    debugMode: true,
    eventHandlers: {
      onReady: () => {},
      onDialNumber: (event) => event,
      onEngagementCreated: (event) => event,
      onCreateEngagementSucceeded: (event) => event,
      onCreateEngagementFailed: (event) => event,
      onUpdateEngagementSucceeded: (event) => event,
      onUpdateEngagementFailed: (event) => event,
      onVisibilityChanged: (event) => event,
    },
  },
};

/** A handler that a page shows alone, the message that reaches it, and what it then knows. */
export interface Heard {
  readonly name: string;
  readonly handlers: (told: (value: unknown) => void, extensions: () => CallingExtensions) => EventHandlers;
  readonly type: string;
  readonly data?: object;
  readonly told: unknown;
}

export const heard: readonly Heard[] = [
  {
    name: 'onReady answers with initialized',
    type: 'READY',
    told: 'initialized',
    handlers: (told, extensions) => ({
      onReady() {
        const payload: OnInitialized = { isLoggedIn: true };
        extensions().initialized(payload);
        told('initialized');
      },
    }),
  },
  {
    name: 'onDialNumber takes the number and the record apart',
    type: 'DIAL_NUMBER',
    data: { phoneNumber: number, ownerId: 1, portalId: 2, objectId: 3, objectType: 'CONTACT' },
    told: [number, 1, 2, 3, 'CONTACT'],
    handlers: (told) => ({
      onDialNumber(data) {
        const { phoneNumber, ownerId, portalId, objectId, objectType } = data;
        told([phoneNumber, ownerId, portalId, objectId, objectType]);
      },
    }),
  },
  {
    name: 'onEngagementCreated has the id',
    type: 'ENGAGEMENT_CREATED',
    data: { engagementId },
    told: engagementId,
    handlers: (told) => ({
      onEngagementCreated(data) {
        const { engagementId: id } = data;
        told(id);
      },
    }),
  },
  {
    name: 'onCreateEngagementSucceeded has the id',
    type: 'CREATE_ENGAGEMENT_SUCCEEDED',
    data: { engagementId },
    told: engagementId,
    handlers: (told) => ({ onCreateEngagementSucceeded: (event) => told(event.engagementId) }),
  },
  {
    name: 'onCreateEngagementFailed has the reason',
    type: 'CREATE_ENGAGEMENT_FAILED',
    data: { error: { message: 'No.' } },
    told: 'No.',
    handlers: (told) => ({ onCreateEngagementFailed: (event) => told(event.error?.message) }),
  },
  {
    name: 'onUpdateEngagementSucceeded has the id',
    type: 'UPDATE_ENGAGEMENT_SUCCEEDED',
    data: { engagementId },
    told: engagementId,
    handlers: (told) => ({ onUpdateEngagementSucceeded: (event) => told(event.engagementId) }),
  },
  {
    name: 'onUpdateEngagementFailed has the reason',
    type: 'UPDATE_ENGAGEMENT_FAILED',
    data: { error: { message: 'No.' } },
    told: { message: 'No.' },
    handlers: (told) => ({ onUpdateEngagementFailed: (event) => told(event.error) }),
  },
  {
    name: 'onVisibilityChanged knows both states',
    type: 'VISIBILITY_CHANGED',
    data: { isMinimized: true, isHidden: false },
    told: [true, false],
    handlers: (told) => ({
      onVisibilityChanged(data) {
        const { isMinimized, isHidden } = data;
        told([isMinimized, isHidden]);
      },
    }),
  },
  {
    name: 'defaultEventHandler gets what has no handler',
    type: 'END_CALL',
    data: {},
    told: {},
    handlers: (told) => ({
      onReady() {},
      defaultEventHandler(event) {
        told(event);
      },
    }),
  },
];

export const examples: readonly Example[] = [
  {
    name: 'initialized, with a size',
    posts: ['INITIALIZED', 'isLoggedIn', 'sizeInfo'],
    run(extensions) {
      const payload: OnInitialized = { isLoggedIn: true, sizeInfo: { height: 650, width: 400 } };
      extensions.initialized(payload);
    },
  },
  {
    name: 'initialized, with the size as 2019 called it',
    instead: '`initialized({widgetSize: …})`',
    posts: ['INITIALIZED', 'isLoggedIn', 'sizeInfo'],
    run: (extensions) => extensions.initialized({ isLoggedIn: false, sizeInfo: { height: 650, width: 400 } }),
  },
  { name: 'userLoggedIn', posts: ['LOGGED_IN'], run: (extensions) => extensions.userLoggedIn() },
  { name: 'userLoggedOut', posts: ['LOGGED_OUT'], run: (extensions) => extensions.userLoggedOut() },
  {
    name: 'incomingCall, with a number alone',
    instead: '`incomingCall({phoneNumber})`',
    posts: ['INCOMING_CALL', 'externalCallId', 'fromNumber', 'toNumber', 'createEngagement'],
    run(extensions) {
      const callInfo: OnIncomingCall = { externalCallId, fromNumber: number, toNumber: '+35312345678', createEngagement: true };
      extensions.incomingCall(callInfo);
    },
  },
  {
    name: 'outgoingCall, with a number alone',
    instead: '`outgoingCall({phoneNumber})`',
    posts: ['OUTGOING_CALL_STARTED', 'externalCallId', 'toNumber', 'createEngagement'],
    run(extensions) {
      const callInfo: OnOutgoingCall = { externalCallId, toNumber: number, createEngagement: true };
      extensions.outgoingCall(callInfo);
    },
  },
  {
    name: 'outgoingCall, with a number and createEngagement, as it is written',
    posts: ['OUTGOING_CALL_STARTED', 'phoneNumber', 'createEngagement'],
    run(extensions) {
      const callInfo: OnOutgoingCall = { phoneNumber: number, createEngagement: true };
      extensions.outgoingCall(callInfo);
    },
  },
  {
    name: 'outgoingCall, with the time of its start, as it is written',
    posts: ['OUTGOING_CALL_STARTED', 'phoneNumber', 'createEngagement', 'callStartTime'],
    run(extensions) {
      const callInfo: OnOutgoingCall = { phoneNumber: number, createEngagement: true, callStartTime: 1732186800000 };
      extensions.outgoingCall(callInfo);
    },
  },
  {
    name: 'outgoingCall, from a custom object',
    instead: '`outgoingCall({createEngagement: true})`',
    posts: ['OUTGOING_CALL_STARTED', 'externalCallId', 'toNumber', 'createEngagement'],
    run: (extensions) => extensions.outgoingCall({ externalCallId, toNumber: number, createEngagement: true }),
  },
  {
    name: 'callAnswered',
    instead: '`callAnswered()`',
    posts: ['CALL_ANSWERED', 'externalCallId'],
    run: (extensions) => extensions.callAnswered({ externalCallId }),
  },
  {
    name: 'callEnded',
    instead: '`callEnded()`',
    posts: ['CALL_ENDED', 'externalCallId', 'engagementId', 'callEndStatus'],
    run: (extensions) => extensions.callEnded({ externalCallId, engagementId, callEndStatus: 'COMPLETED' }),
  },
  {
    name: 'callEnded, with the name of a constant for a status',
    instead: "`callEndStatus: 'INTERNAL_COMPLETED'`",
    posts: ['CALL_ENDED', 'externalCallId', 'engagementId', 'callEndStatus'],
    run: (extensions) => extensions.callEnded({ externalCallId, engagementId, callEndStatus: 'COMPLETED' }),
  },
  {
    name: 'callCompleted, as of 2023',
    instead: '`callCompleted({engagementId, hideWidget})`',
    posts: ['CALL_COMPLETED', 'engagementId', 'hideWidget', 'externalCallId'],
    run(extensions) {
      const data: OnCallCompleted = { engagementId, hideWidget: true, externalCallId };
      extensions.callCompleted(data);
    },
  },
  {
    name: 'callCompleted, with properties of the engagement',
    posts: ['CALL_COMPLETED', 'engagementId', 'hideWidget', 'engagementProperties', 'externalCallId'],
    run(extensions) {
      const engagementProperties: { [key: string]: string } = { hs_call_body: 'Calls back on Monday.' };
      const data: OnCallCompleted = { engagementId, hideWidget: false, engagementProperties, externalCallId };
      extensions.callCompleted(data);
    },
  },
  {
    name: 'sendError',
    posts: ['ERROR', 'message'],
    run(extensions) {
      const data: OnError = { message: 'The microphone is blocked.' };
      extensions.sendError(data);
    },
  },
  {
    name: 'resizeWidget',
    posts: ['RESIZE_WIDGET', 'height', 'width'],
    run(extensions) {
      const data: OnResize = { height: 650, width: 400 };
      extensions.resizeWidget(data);
    },
  },
  {
    name: 'callData, as 2019 called it',
    instead: '`sendCallData({engagementId})`',
    posts: ['CALL_DATA', 'engagementId'],
    run(extensions) {
      const data = { engagementId };
      extensions.callData(data);
    },
  },
];

/** The settings of an app, and what a browser may keep in their place. */
export const settings: WidgetSettings = {
  name: 'Example Phone',
  url: 'https://calls.example.com/widget',
  width: 400,
  height: 600,
  isReady: false,
  supportsCustomObjects: true,
};
export const overrides: readonly PartialWidgetSettings[] = [
  { name: 'Example Phone', url: 'https://localhost:9025/' },
  { name: 'Example Phone', isReady: true },
  { isReady: true, name: 'Example Phone', url: 'https://calls.example.com/widget' },
  { isReady: true },
];
export const demoWidgets: readonly DemoWidget[] = ['local:js', 'local', 'app:js', 'app'];
