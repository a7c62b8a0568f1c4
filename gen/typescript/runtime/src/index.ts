/** The part of the package that is the same for every protocol. */

export { framed } from './frame.js';
export { instance, numberId, textId } from './ids.js';
export { open, talk } from './open.js';
export { originOf } from './origin.js';
export { pair } from './pair.js';
export { sender } from './sender.js';
export { accept } from './session.js';
export { handlerNames, sent } from './words.js';
export type * from './api.js';
export type * from './dispose.js';
export type * from './side.js';
