/** The part of the package that is the same for every protocol. */

export { accept } from './accept.js';
export { disposable } from './dispose.js';
export { open, talk } from './open.js';
export { pair } from './pair.js';
export type * from './api.js';
export type * from './side.js';
