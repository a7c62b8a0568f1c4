/** Messages by their names: TextOpened in the name of a handler, openText as a method, TEXT_OPENED on the wire. */

/** The type that a name stands for. */
export function wireType(name: string): string {
  return name.replace(/\B[A-Z]/g, '_$&').toUpperCase();
}

/** What stands in a word such as `openText` or `hideText=TEXT_HIDDEN`. With `!` there is no payload: `closeText!`, `quit!TEXT_QUIT`. */
export function sent(word: string): readonly [method: string, type: string, isAlone: boolean] {
  const [method, type] = word.split(/[=!]/) as [string, string?];
  return [method, type || wireType(method), word.includes('!')];
}
