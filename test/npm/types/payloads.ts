// One map of payloads for each direction; handlers, events and constants follow from it. Every line after
// a comment with @ts-expect-error has to be an error.

import {
  MessageType,
  ObjectTypeId,
  PROTOCOL_VERSION,
  VERSION,
  type CallerIdMatch,
  type DialNumber,
  type EngagementProperties,
  type Initialized,
  type WidgetEvent,
  type WidgetHandlers,
  type WidgetReceives,
  type WidgetSends,
} from '@callinggen/calling-extensions';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

// The maps, and what follows from them.
const payload: Same<WidgetReceives['DIAL_NUMBER'], DialNumber> = true;
const sent: Same<WidgetSends['INITIALIZED'], Initialized> = true;
const types: Same<WidgetEvent['type'], keyof WidgetReceives> = true;
type Data = Parameters<NonNullable<WidgetHandlers['onDialNumber']>>[0];
type Whole = Parameters<NonNullable<WidgetHandlers['onDialNumber']>>[1];
const data: Same<Data, DialNumber> = true;
const whole: Same<Whole['type'], 'DIAL_NUMBER'> = true;
// @ts-expect-error: the host sends that
type NotSent = WidgetSends['DIAL_NUMBER'];
// @ts-expect-error: the widget sends that
type NotReceived = WidgetReceives['INITIALIZED'];
// @ts-expect-error: nothing of any type is any
const anything: Same<Data, any> = true;

// A raw event narrows by its type.
export function watch(event: WidgetEvent): string | undefined {
  switch (event.type) {
    case 'DIAL_NUMBER':
      return event.data.phoneNumber;
    case MessageType.CALLER_ID_MATCH_FAILED:
      // @ts-expect-error: no number in there
      return event.data.phoneNumber;
    // @ts-expect-error: there is no such type
    case 'DIAL_NUMBR':
      return undefined;
    default:
      return undefined;
  }
}

// A match of a caller narrows by its kind.
export function nameOf(match: CallerIdMatch): string | undefined {
  if (match.callerIdType === 'COMPANY') return match.name;
  // @ts-expect-error: only a company has it
  match.name;
  return match.lastName;
}

// Constants are literals, and stay as they are.
const wireType: 'DIAL_NUMBER' = MessageType.DIAL_NUMBER;
const version: '0.9.7' = PROTOCOL_VERSION;
const ours: string = VERSION;
// @ts-expect-error: another one
const other: 'END_CALL' = MessageType.DIAL_NUMBER;
// @ts-expect-error: it cannot be changed
MessageType.DIAL_NUMBER = 'DIAL_NUMBER';

// An open enum accepts what it does not know, of its kind.
const known: ObjectTypeId = ObjectTypeId.contact;
const unknown: ObjectTypeId = '2-4711';
// @ts-expect-error: a text
const number: ObjectTypeId = 2;

// Properties of an engagement: what is known has a type, the rest may be anything that HubSpot stores.
const some: EngagementProperties = { hs_call_direction: 'INBOUND', favourite_color: 'green' };
const none: EngagementProperties = {};
// @ts-expect-error: a time is a number or a text
const noTime: EngagementProperties = { hs_timestamp: {} };

// What is optional may be undefined, as in an object that is put together from other ones.
const maybe: string | undefined = Math.random() > 1 ? 'x' : undefined;
const given: EngagementProperties = { hs_call_title: maybe };
// @ts-expect-error: what is required may not
const missing: DialNumber = { phoneNumber: maybe };

export { payload, sent, types, data, whole, anything, wireType, version, ours, other, known, unknown, number, some, none, noTime, given, missing };
export type { NotSent, NotReceived };
