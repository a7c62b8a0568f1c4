/** Messages by their names: TextOpened in the name of a handler, openText as a method, TEXT_OPENED on the wire. */

/** The type that a name stands for. */
export function wireType(name: string): string {
  return name.replace(/\B[A-Z]/g, '_$&').toUpperCase();
}

/** The names of handlers, by the types that they are called for. */
export function handlerNames(receives: string): { [type: string]: string } {
  return Object.fromEntries(receives.split(' ').map((name) => [wireType(name), 'on' + name]));
}

/** What stands in a word such as `openText` or `hideText=TEXT_HIDDEN`. With `!` there is no payload: `closeText!`, `quit!TEXT_QUIT`. */
export function sent(word: string): readonly [method: string, type: string, isAlone: boolean] {
  const [method, mark, type] = word.split(/([=!])/) as [string, string?, string?];
  return [method, type || wireType(method), mark === '!'];
}
