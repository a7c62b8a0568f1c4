/** Ids of messages. */

/** What ids begin with where they are texts, so that they are those of no other page. */
export const instance: number = /* @__PURE__ */ Math.random();

let count = 0;

/** A text that no other message has. */
export function textId(): string {
  return `${instance}_${++count}`;
}

/** A number that no other message of this page has. */
export function numberId(): number {
  return ++count;
}
