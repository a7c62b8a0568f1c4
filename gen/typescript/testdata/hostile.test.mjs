// What hostile texts are when the generated package runs. The Go test that runs this file puts the package's folder into
// $PACKAGE.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

const folder = pathToFileURL(`${process.env.PACKAGE}/`);
const file = (path) => new URL(path, folder);
const require = createRequire(folder);

const settled = () => new Promise((resolve) => setImmediate(resolve));

const builds = {
  import: async (name) => import(file(`dist/${name}.js`)),
  require: async (name) => require(`./dist/${name}.cjs`),
};

for (const [how, get] of Object.entries(builds)) {
  test(`${how}: constants are what the protocol says`, async () => {
    const { MessageType, Values } = await get('index');
    assert.deepEqual(Object.entries(Values), [
      ['__proto__', '__proto__'],
      ['closing', '</script>'],
      ['aB', "'\\\n"],
      ['turned', '\u202Ereversed'],
      ['empty', ''],
    ]);
    assert.equal(Object.getPrototypeOf(Values), Object.prototype);
    assert.equal(MessageType['star-slash'], "*/ ' name");
    assert.ok(Object.hasOwn(MessageType, '__proto__') && Object.hasOwn(MessageType, 'toString'));
  });

  test(`${how}: messages are what the protocol says`, async () => {
    const { One } = await get('index');
    const { Two, pair } = await get('two');
    const [ours, theirs] = pair();
    const calls = [];
    const note = (name) => (data, event) => calls.push([name, data, event]);
    const wire = [];
    theirs.listen((message) => wire.push(message));
    const one = new One({
      transport: ours,
      origin: theirs.origin,
      eventHandlers: { onPrototype: note('onPrototype'), onPrinted: note('onPrinted'), onFailed: note('onFailed'), onUnhandled: note('onUnhandled') },
    });
    const two = new Two({ transport: theirs, origin: ours.origin, eventHandlers: { onStarSlash: note('onStarSlash'), onBuilt: note('onBuilt') } });

    one.starSlash({ '*/': '</script>' });
    one.built('x');
    two.prototype({ x: 1 });
    two.printed();
    two.session.send('hasOwnProperty');
    ours.post({}, theirs.origin); // no message at all
    await settled();

    const names = calls.map(([name]) => name);
    assert.deepEqual(names, ['onStarSlash', 'onBuilt', 'onPrototype', 'onPrinted', 'onUnhandled']);
    const [starSlash] = wire;
    const id = starSlash["the 'id'"];
    assert.deepEqual(Object.entries(starSlash).sort(), [
      ["a'b", '</script>'],
      ['__proto__type', "*/ ' name"],
      ['__proto__x', [1, { 'k\n': null }]],
      ['pay load', { '*/': '</script>' }],
      ["the 'id'", id],
    ].sort());
    const answer = wire.find((message) => message.__proto__type === 'Unknown');
    assert.equal(answer['pay load']["'"], "';alert(1)//");
    assert.equal(answer['pay load']['`'].__proto__type, 'hasOwnProperty');
  });
}

test('script: one global, and nothing that ends a script element', () => {
  const script = readFileSync(file('dist/main.js'), 'utf8');
  assert.doesNotMatch(script, /<\/script|<!--/i);
  const page = vm.createContext({});
  vm.runInContext(script, page);
  assert.deepEqual(Object.keys(page), ['One']);
});
