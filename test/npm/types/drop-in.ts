// What the names of the original SDK promise: all of them are there, and mean what they meant. Every line after a
// comment with @ts-expect-error has to be an error.

import CallingExtensions, {
  Constants,
  EndStatus,
  IFrameManager,
  type CompanyIdMatch,
  type ContactIdMatch,
  type EventHandlers,
  type IframeManagerOptions,
  type IframeOptions,
  type ObjectCoordinates,
  type OnCallAnswered,
  type OnCallCompleted,
  type OnCallEnded,
  type OnCallTransferred,
  type OnError,
  type OnFinalizeEngagement,
  type OnIncomingCall,
  type OnInitialized,
  type OnMessage,
  type OnNavigateToRecord,
  type OnOutgoingCall,
  type OnPublishToChannel,
  type OnResize,
  type OnSetWidgetUrl,
  type Options,
  type RawEngagementProperties,
  type SizeInfo,
} from '@callinggen/calling-extensions';

// The class: handlers are required, none of them is, and debugMode is not.
const sdk: CallingExtensions = new CallingExtensions({ eventHandlers: {} });
new CallingExtensions({ debugMode: true, eventHandlers: { onDialNumber: (data, event) => [data.phoneNumber, event.type] } });
// @ts-expect-error: it always wanted them
new CallingExtensions({ debugMode: true });
// @ts-expect-error: nothing calls this one
new CallingExtensions({ eventHandlers: { onDialNumbr() {} } });

// A handler that knows nothing of types, as the original has them all.
const untyped: EventHandlers = { onReady() {}, defaultEventHandler(data: unknown, event: object) { return [data, event]; } };
// @ts-expect-error: it is called with a payload, which is no text
const wrong: EventHandlers = { onDialNumber(data: string) { return data; } };

// Its fields, and the methods that are not messages.
const options: Options = sdk.options;
const manager: IFrameManager = sdk.iFrameManager;
const states: boolean[] = [manager.isReady, manager.isIFrameHost, manager.debugMode];
sdk.sendMessage({ type: Constants.messageType.USER_AVAILABLE });
sdk.sendMessage({ type: 'NEW_IN_2030', data: { any: 'thing' }, messageId: 'answered_1' });
sdk.logDebugMessage({ message: 'Hello', type: Constants.debugMessageType.GENERIC_MESSAGE });
sdk.logDebugMessage({ message: 'Hello' });
sdk.onMessageHandler({ type: 'DIAL_NUMBER', data: { phoneNumber: '+1' } });
manager.updateIFrameSize({ width: 400, height: '100%' });
manager.remove();
// @ts-expect-error: a message has a type
sdk.sendMessage({ data: 1 });
// @ts-expect-error: there is nothing to say
sdk.logDebugMessage({});
// @ts-expect-error: a size is a number or a text
manager.updateIFrameSize({ width: true });

// The constants have their literal types, so that they are accepted where their value is.
const completed: 'COMPLETED' = Constants.callEndStatus.INTERNAL_COMPLETED;
const sync: 'SYNC' = Constants.messageType.SYNC;
const name: keyof EventHandlers = Constants.messageHandlerNames.DIAL_NUMBER;
sdk.callEnded({ externalCallId: 'c-1', engagementId: 1, callEndStatus: Constants.callEndStatus.INTERNAL_BUSY });
// @ts-expect-error: a call that rings has not ended
sdk.callEnded({ externalCallId: 'c-1', engagementId: 1, callEndStatus: Constants.callStatus.INTERNAL_RINGING });
// @ts-expect-error: there is no such constant
Constants.callEndStatus.INTERNAL_MISSED;
// @ts-expect-error: constants stay as they are
Constants.messageType.SYNC = 'SYNC';

// Each type that the original exports: what it accepts, and what it does not.
const size: OnResize = { width: 400, height: 650 };
const sizeInfo: SizeInfo = size;
const frame: IframeOptions = { src: 'https://calls.example.com/', width: '400px', height: '650px', hostElementSelector: '#phone' };
const frameManager: IframeManagerOptions = { iFrameOptions: frame, debugMode: false, onMessageHandler: ({ type }) => type };
const initialized: OnInitialized = { isLoggedIn: true, isAvailable: false, sizeInfo, engagementId: 1 };
const incoming: OnIncomingCall = { externalCallId: 'c-1', fromNumber: '+1', toNumber: '+2', callStartTime: 3, createEngagement: true };
const outgoing: OnOutgoingCall = { externalCallId: 'c-1', toNumber: '+2', dialingContext: { phoneNumber: '+2' } };
const answered: OnCallAnswered = { externalCallId: 'c-1' };
const transferred: OnCallTransferred = { externalCallId: 'c-1' };
const published: OnPublishToChannel = { externalCallId: 'c-1', engagementId: 1 };
const finalized: OnFinalizeEngagement = { externalCallId: 'c-1', engagementId: 1 };
const moved: OnSetWidgetUrl = { iFrameUrl: 'https://calls.example.com/' };
const status: EndStatus = EndStatus.MISSED;
const ended: OnCallEnded = { externalCallId: 'c-1', engagementId: 1, callEndStatus: status };
const properties: RawEngagementProperties = { hs_call_body: 'Calls back.', my_team: 'north' };
const done: OnCallCompleted = { externalCallId: 'c-1', engagementId: '1', hideWidget: false, engagementProperties: properties };
const record: ObjectCoordinates = { portalId: 1, objectId: 2, objectTypeId: '2-4711' };
const navigate: OnNavigateToRecord = { objectCoordinates: record, openIn: 'NEW_TAB' };
const error: OnError = { message: 'No.' };
const message: OnMessage = { type: 'SYNC', data: {} };
const contact: ContactIdMatch = { callerIdType: 'CONTACT', objectCoordinates: record, firstName: 'Ada', lastName: 'Byrne', email: 'ada@example.com' };
const company: CompanyIdMatch = { callerIdType: 'COMPANY', objectCoordinates: record, name: 'Byrne Analytics' };

// @ts-expect-error: a size is of two numbers
const noSize: OnResize = { width: '400' };
// @ts-expect-error: a size is of two numbers
const noSizeInfo: SizeInfo = { height: 1, width: true };
// @ts-expect-error: all four are needed
const noFrame: IframeOptions = { src: 'https://calls.example.com/' };
// @ts-expect-error: somebody has to take the messages
const noFrameManager: IframeManagerOptions = { debugMode: false };
// @ts-expect-error: yes or no
const notInitialized: OnInitialized = { isAvailable: 'yes' };
// @ts-expect-error: a time is a number of milliseconds
const notIncoming: OnIncomingCall = { externalCallId: 'c-1', fromNumber: '+1', toNumber: '+2', callStartTime: '2030-01-01' };
// @ts-expect-error: the whole payload, not the number alone
const notOutgoing: OnOutgoingCall = { externalCallId: 'c-1', dialingContext: '+2' };
// @ts-expect-error: an id is a text
const notAnswered: OnCallAnswered = { externalCallId: 1 };
// @ts-expect-error: an id is a text
const notTransferred: OnCallTransferred = { externalCallId: 1 };
// @ts-expect-error: there is no such member
const notPublished: OnPublishToChannel = { externalCallId: 'c-1', engagementID: 1 };
// @ts-expect-error: there is no such member
const notFinalized: OnFinalizeEngagement = { externalCallId: 'c-1', engagementID: 1 };
// @ts-expect-error: an address is a text
const notMoved: OnSetWidgetUrl = { iFrameUrl: new Map() };
// @ts-expect-error: that is the name of a constant
const noStatus: EndStatus = 'INTERNAL_COMPLETED';
// @ts-expect-error: no call ends like this
const notEnded: OnCallEnded = { externalCallId: 'c-1', engagementId: 1, callEndStatus: 'RINGING' };
// @ts-expect-error: notes are a text
const noProperties: RawEngagementProperties = { hs_call_body: 5, hs_timestamp: true };
// @ts-expect-error: yes or no
const notDone: OnCallCompleted = { externalCallId: 'c-1', hideWidget: 'no' };
// @ts-expect-error: there is no such member
const noRecord: ObjectCoordinates = { portalId: 1, objectId: 2, objectTypeID: '0-1' };
// @ts-expect-error: tabs are the current one and a new one
const noNavigate: OnNavigateToRecord = { objectCoordinates: record, openIn: 'WINDOW' };
// @ts-expect-error: an error has words
const noError: OnError = {};
// @ts-expect-error: a message has a type
const noMessage: OnMessage = { data: {} };
// @ts-expect-error: that is a company
const noContact: ContactIdMatch = { callerIdType: 'COMPANY', objectCoordinates: record, firstName: 'Ada', lastName: 'Byrne', email: '' };
// @ts-expect-error: a company has no first name
const noCompany: CompanyIdMatch = { callerIdType: 'COMPANY', objectCoordinates: record, name: 'Byrne', firstName: 'Ada' };
// @ts-expect-error: handlers are functions
const noHandlers: EventHandlers = { onReady: 'later' };
// @ts-expect-error: there have to be handlers
const noOptions: Options = {};

export {
  untyped, wrong, options, states, completed, sync, name, frameManager, initialized, incoming, outgoing, answered, transferred,
  published, finalized, moved, ended, done, navigate, error, message, contact, company, noSize, noSizeInfo, noFrame, noFrameManager,
  notInitialized, notIncoming, notOutgoing, notAnswered, notTransferred, notPublished, notFinalized, notMoved, noStatus, notEnded,
  noProperties, notDone, noRecord, noNavigate, noError, noMessage, noContact, noCompany, noHandlers, noOptions,
};
