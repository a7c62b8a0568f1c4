/** The part of the package that is the same for every protocol. */

export { accept } from './accept.js';
export { disposable } from './dispose.js';
export { framed } from './frame.js';
export { open, talk } from './open.js';
export { originOf } from './origin.js';
export { pair } from './pair.js';
export { choose, fixed, having, kind, told } from './tables.js';
export { windowTransport } from './window.js';
export type * from './api.js';
export type * from './side.js';
