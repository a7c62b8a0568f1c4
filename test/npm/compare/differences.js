// The differences from the original SDK that are meant, one by one, with the reason. Whatever is not named here is a fault.
// A difference says what it does to what the original recorded (`original`) or to what ours recorded (`ours`) so that the
// two agree; an entry that is never needed fails the test too.

/** The answer of the SDK to a type that it does not know; an ERROR that the application sends has no such content. */
const isError = ([kind, message]) => kind === 'posted' && message.type === 'ERROR' && message.data?.type === 'UNKNOWN_MESSAGE_TYPE';

/** The id of the message that an entry is the consequence of; a text where it is of none. */
function receivedId(entry) {
  const message = entry[0] === 'handler' || entry[0] === 'uncaught' ? entry[3] : isError(entry) ? entry[1].data.data.originalMessage : undefined;
  return message && 'messageId' in message ? message.messageId : 'none';
}

/** Whether an entry is the consequence of a message that the page sent before SYNC. */
const isEarly = (entry) => String(receivedId(entry)).startsWith('early_');

export const differences = [
  {
    name: 'The version that SYNC_ACK announces',
    reason: 'The original announces 0.9.7-beta.0, the version before it was published; ours that of the protocol.',
    entry: (entry) => (entry[0] === 'posted' && entry[1].type === 'SYNC_ACK' ? ['posted', { ...entry[1], version: 'any' }] : entry),
  },
  {
    name: 'An ERROR that arrives is not answered',
    reason: 'Two sides that answer an ERROR with an ERROR never stop.',
    original: (entry) => !(isError(entry) && entry[1].data?.data?.originalMessage?.type === 'ERROR'),
  },
  {
    name: 'A type named like a property of every object is unknown',
    reason: 'The original takes constructor and toString for types that it knows, and does not answer them.',
    ours: (entry) => !(isError(entry) && String(entry[1].data.data.originalMessage.type) in {}),
  },
  {
    name: 'onFailed is called',
    reason: 'The original looks for it under another name, and never calls it.',
    ours: ([kind, name, , event]) => !(kind === 'handler' && name === 'onFailed' && event.type !== 'FAILED'),
  },
  {
    name: 'No payload in the console',
    reason: 'The original writes every message to the console, with the phone numbers in it; ours only under debugMode.',
    original: ([kind]) => kind !== 'console',
    ours: ([kind]) => kind !== 'console',
  },
  {
    name: 'What is no object is ignored',
    reason: 'The original throws in its listener when a page posts null or undefined.',
    original: ([kind, message]) => !(kind === 'uncaught' && /^Uncaught TypeError: Cannot (read|destructure) propert.*(null|undefined)/.test(message)),
  },
  {
    name: 'A type that is no text is ignored',
    reason: 'The original answers it as an unknown type; no page can mean it.',
    original: (entry) => !(isError(entry) && typeof entry[1].data?.data?.originalMessage?.type !== 'string'),
  },
  {
    name: 'The id 0 is an id',
    reason: 'The original drops a message with the id 0, as if it had none.',
    ours: (entry) => receivedId(entry) !== 0,
  },
  {
    name: 'SET_WIDGET_URL with its address in data',
    reason: 'The original sends this form, yet reads only the other one, and tells onReady that the address is undefined.',
    entry: (entry) => (entry[3]?.type === 'READY' && !entry[3].messageId && 'iFrameUrl' in entry[3].data ? [...entry.slice(0, 2), 'moved'] : entry),
  },
  {
    name: 'SET_WIDGET_URL and UNLOADING have handlers',
    reason: 'The original has names for both types, and answers UNLOADING as an unknown one.',
    original: (entry) => !(isError(entry) && ['SET_WIDGET_URL', 'UNLOADING'].includes(entry[1].data?.data?.originalMessage?.type)),
  },
  {
    name: 'Nothing is taken in before the handshake',
    reason: 'The original listens to the address in `document.referrer` from the start.',
    original: (entry) => !isEarly(entry),
  },
];

/** What one of the packages recorded, without the differences. Counts in `used` how often each was needed. */
export function normalise(which, record, used) {
  let rest = record.map(withCause).map(withoutIds);
  for (const { name, entry, [which]: keeps } of differences) {
    const before = rest;
    if (keeps) rest = rest.filter(keeps);
    if (entry) rest = rest.map(entry);
    if (rest.length !== before.length || rest.some((each, index) => each !== before[index])) used.set(name, (used.get(name) ?? 0) + 1);
  }
  return rest;
}

/** An exception belongs to the message whose handler threw it. */
function withCause(entry, index, record) {
  const before = record[index - 1];
  return entry[0] === 'uncaught' && before?.[0] === 'handler' ? [...entry, before[2], before[3]] : entry;
}

/** Ids differ between any two runs. An id that the test itself gave is kept. */
function withoutIds([kind, message, ...rest]) {
  if (kind !== 'posted' || String(message.messageId).startsWith('host_')) return [kind, message, ...rest];
  return [kind, { ...message, messageId: typeof message.messageId }, ...rest];
}
