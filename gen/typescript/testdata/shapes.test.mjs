// What the validators say of values that are no JSON, and of names that objects inherit. The package is in $PACKAGE.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const { Trap, Tree, List, Note } = await import(pathToFileURL(join(process.env.PACKAGE, 'dist/validators.js')));
const validate = (validator, value) => validator['~standard'].validate(value);

test('a member named __proto__ is one as any other', () => {
  assert.equal(validate(Trap, JSON.parse('{"__proto__": 1}')).issues, undefined);
  assert.deepEqual(validate(Trap, JSON.parse('{"__proto__": "x"}')).issues.map((issue) => issue.path), [['__proto__']]);
  assert.deepEqual(validate(Trap, {}).issues, [{ message: '__proto__ is required', path: ['__proto__'] }]);
});

test('what an object inherits is no member', () => {
  assert.deepEqual(validate(Tree, { children: [] }).issues, [{ message: 'constructor is required', path: ['constructor'] }]);
});

test('a member that is undefined is none', () => {
  assert.equal(validate(Tree, { constructor: '', children: [], parent: undefined, more: undefined }).issues, undefined);
  assert.equal(validate(Tree, { constructor: undefined, children: [] }).issues.length, 1);
});

test('issues say where, in lists too', () => {
  const tree = { constructor: 'a', children: [{ constructor: 'b', children: [], more: 1 }, { constructor: 2, children: [] }] };
  assert.deepEqual(validate(Tree, tree).issues, [
    { message: 'children.0.more is not known here', path: ['children', 0, 'more'] },
    { message: 'children.1.constructor must be a string', path: ['children', 1, 'constructor'] },
  ]);
  assert.deepEqual(validate(List, [, 'x']).issues.map((issue) => issue.path), [[0]]);
  assert.deepEqual(validate(Note, 1).issues, [{ message: 'The value must be a string', path: [] }]);
});

test('a value that holds itself is refused, and does not run for ever', () => {
  const tree = { constructor: '', children: [] };
  tree.parent = tree;
  assert.match(validate(Tree, tree).issues[0].message, /is nested too deeply$/);
});
