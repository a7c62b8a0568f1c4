// The runtime that every generated package holds, as `npm test` compiles it before the tests.
export * from '../node_modules/.cache/runtime/index.js';
