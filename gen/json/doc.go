// Package json turns a protocol into one JSON file, protocol.json, so that other tools need not read YAML: everything that
// the protocol file says, with every default filled in and every type given by name or written out.
//
// What was removed is in the file too, marked "removed". Positions are left out, since they change when nothing of the
// protocol does, and so is the prose of guides. Lists are in the order of the protocol file. A member that would be false,
// empty or null is left out. The file holds a Protocol:
//
//	interface Protocol {
//	  generator: string;
//	  format: 1;                      // of this file; another number when a reader of this one would be misled
//	  id: string; version: string; title: string; locale: string; description?: Prose; notice?: Prose;
//	  evidence: Evidence;
//	  participants: [Participant, Participant]; actors?: Participant[]; sources?: Source[]; tags?: Participant[];
//	  envelope: Envelope; handshake?: Handshake;
//	  unknown?: MessageId;            // answers a wire type that the receiver does not know
//	  messages?: Message[];
//	  types?: Declaration[];          // the named ones, then the inline ones, then the partial ones
//	  http?: HTTP; storage?: StorageKey[]; flows?: Flow[]; faq?: Question[]; guides?: Guide[];
//	  history?: Version[];            // the oldest first
//	}
//
//	type Prose = string;              // CommonMark with its [[references]], in the language that locale names
//	type MessageId = string; type ParticipantId = string; type SourceId = string; type TagId = string;
//	type TypeName = string; type EndpointId = string; type FlowId = string; type VersionId = string;
//	type Wire = string;               // the name of a member on the wire
//	type JSONNumber = number;
//	type Evidence = 'code' | 'types' | 'documented' | 'observed' | 'inferred';
//
//	interface Meta {                  // what every element has
//	  place: string;                  // where it is in the protocol file: "types.TextFile.properties.owner"; unique
//	  summary?: Prose; description?: Prose;
//	  since?: VersionId; changes?: { in: VersionId; text: Prose }[];
//	  deprecated?: { since?: VersionId; use?: Reference; reason?: Prose };
//	  removed?: { since?: VersionId; reason?: Prose };
//	  evidence: Evidence;
//	  disputed?: { source: SourceId; about: 'required' | 'type' | 'name' | 'value' | 'meaning' | 'exists'; says: Prose }[];
//	  allow?: { [rule: string]: string };
//	}
//	type Element = { message: MessageId } | { type: TypeName } | { endpoint: EndpointId } | { flow: FlowId } | { guide: string } |
//	  { storage: string } | { participant: ParticipantId } | { actor: string };
//	type Reference = Element & { field?: Wire; value?: string | JSONNumber; place: string };
//	interface Participant extends Meta { id: string; title: Prose }
//	interface Source { id: SourceId; title: Prose; date?: string; locale?: string; url?: string }
//	interface Version { id: VersionId; text?: Prose }
//
//	interface Envelope { type: Wire; id?: { property: Wire; type: Type; only?: 'requests' }; payload?: Wire; fixed?: { [name: Wire]: unknown } }
//	interface Handshake {
//	  from: ParticipantId; open: MessageId; accept: MessageId; echo?: true; ready?: MessageId; failed?: MessageId;
//	  redirect?: { message: MessageId; to: Wire }; retryMillis: number; timeoutMillis: number;
//	}
//
//	interface Message extends Meta {
//	  id: MessageId; type: string; name: string; sends: string; title?: string;
//	  from?: ParticipantId[]; local?: ParticipantId[]; automatic?: true; catches?: string;
//	  layout: 'nested' | 'flat' | 'either';
//	  payload?: Type;
//	  same?: Tell;                    // how it is told from another message of the same wire type
//	  replies?: { by: 'order' | 'id' | 'field'; field?: Wire; messages?: { message: MessageId; when?: Prose }[] };
//	  answers?: MessageId[];          // the messages that this one is a reply to
//	  tags?: TagId[]; examples?: unknown[];
//	}
//
//	interface Declaration extends Meta {
//	  name: TypeName; inline?: true;
//	  partialOf?: TypeName;           // all members optional, the read-only ones left out
//	  type: Type;                     // a ref when it is another name for a type
//	  tags?: TagId[]; examples?: unknown[]; usedBy?: Element[];
//	}
//	type Type =
//	  | { kind: 'ref'; name: TypeName }
//	  | { kind: 'string'; format?: string; minLength?: number; maxLength?: number; pattern?: string }
//	  | { kind: 'integer' | 'number'; format?: string; minimum?: JSONNumber; maximum?: JSONNumber }
//	  | { kind: 'boolean' | 'any' }
//	  | { kind: 'const'; value: unknown }
//	  | { kind: 'array'; items: Type } | { kind: 'map'; values: Type } | { kind: 'nullable'; type: Type }
//	  | { kind: 'struct'; fields?: Field[]; rest?: Type; closed?: true }
//	  | { kind: 'enum'; base: 'string' | 'integer'; open?: true; values?: EnumValue[] }
//	  | { kind: 'union'; alternatives?: { name: string; type: Type; tell: Tell }[] };
//	interface Field extends Meta {
//	  wire: Wire; name: string; type: Type; required?: true; readOnly?: true; default?: unknown;
//	  unit?: 'px' | 'ms' | 's'; fill?: 'version' | 'origin' | 'debug'; examples?: unknown[];
//	}
//	interface EnumValue extends Meta { value: string | JSONNumber; name: string }
//	type Tell = { const: Wire; value: unknown } | { required: Wire[] } | { kind: string };
//
//	interface HTTP {
//	  servers?: { id: string; url: string }[]; families?: Family[]; auth?: Auth[];
//	  error?: Type;                   // of every answer that is not listed
//	  endpoints?: Endpoint[];
//	}
//	interface Family extends Meta { id: string; prefix: string; parameters?: Parameter[] }
//	interface Auth extends Meta { id: string; type: string; in?: string; name?: string }
//	interface Endpoint extends Meta {
//	  id: EndpointId; method: string; path: string; families?: string[]; servedByApp?: true; idempotent?: true;
//	  parameters?: Parameter[]; request?: Type; responses?: { status: number; description?: Prose; type?: Type; examples?: unknown[] }[];
//	  auth?: { id: string; scopes?: string[] }[]; tags?: TagId[]; examples?: unknown[];
//	}
//	interface Parameter extends Meta {
//	  wire: Wire; name: string; in: 'path' | 'query' | 'header'; type: Type; required?: true; default?: unknown; examples?: unknown[];
//	}
//	interface StorageKey extends Meta { key: string; on: ParticipantId; value: Type; tags?: TagId[]; examples?: unknown[] }
//
//	interface Flow extends Meta { id: FlowId; title?: Prose; tags?: TagId[]; steps?: Step[] }
//	type Step = { id: string; place: string; note?: Prose } & (
//	  | { kind: 'message'; message: MessageId; from?: ParticipantId; example?: unknown }
//	  | { kind: 'endpoint'; endpoint: EndpointId; by: Element }
//	  | { kind: 'action'; by: Element; action: Prose }
//	  | { kind: 'note'; text: Prose }
//	  | { kind: 'flow'; flow: FlowId }
//	  | { kind: 'opt' | 'alt' | 'loop' | 'anyOrder'; branches?: { id?: string; when?: Prose; steps?: Step[] }[] });
//	interface Question { id: string; question: Prose; answer: Prose }
//	interface Guide extends Meta { id: string; title: Prose }
package json
