// Holds the validators of a package in $PACKAGE against Ajv on the JSON Schema $SCHEMA of the same protocol: values that are
// made from the schema, and what comes of breaking them, are accepted by both or refused by both. $MODULES is where Ajv is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const { PACKAGE, SCHEMA, MODULES, SEED = '1' } = process.env;
const require = createRequire(join(MODULES, 'any.js'));
const { default: Ajv } = require('ajv/dist/2020');
const { default: addFormats } = require('ajv-formats');
const validators = await import(pathToFileURL(join(PACKAGE, 'dist/validators.js')));
const required = createRequire(join(PACKAGE, 'package.json'))('./dist/validators.cjs');

const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
const ajv = new Ajv({ strict: true, ownProperties: true });
addFormats(ajv, ['date-time', 'date', 'uri', 'uuid', 'email']);
ajv.addSchema(schema, 'bundle');

/** Mulberry32: the same seed gives the same values. */
let state = Number(SEED);
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const chance = (p) => random() < p;
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];

const texts = [
  '', 'a', 'word', 'ünïcödé 😀😀', '+442073238299', '+0123', '+1', '2024-02-29', '2023-02-29', '2024-13-01', '0000-00-00',
  '2024-05-01T09:30:00Z', '2024-05-01t09:30:00.5+02:00', '2024-05-01 09:30:00-0330', '2024-05-01T23:59:60Z', '2024-05-01T24:00:00Z',
  '2024-05-01T22:59:60-01:00', '2024-05-01T12:59:60Z', '2024-05-01T09:30:00', '2024-05-01T09:30:00Z\n', '2024-02-30T09:30:00Z',
  'https://example.com/', 'https://[::1]:8080/a?b#c', 'https://[1:2:3:4:5:6:7::]/', 'http://[v1.a]/', 'http://[::1.2.3.4]/', 'http://[1::2::3]/',
  'mailto:ada@example.com', 'no uri', 'http://a b', 'x:', 'http:///p', 'a:/b//c', 'http://%zz', 'urn:a:%41', 'HTTP://Ä', 'http://a_b@c:80/;=',
  'ada@example.com', 'ada@example', 'a..b@c.de', "o'x+y@a-b.c-d.ee", 'a@-b.de', 'A_b@C.d', '123e4567-e89b-12d3-a456-426614174000',
  'urn:uuid:123E4567-E89B-12D3-A456-426614174000', '123e4567e89b12d3a456426614174000', 'aGk=', 'aGk', 'aGkh', '====', 'constructor', '__proto__', '\ud800',
];
const numbers = [0, -1, 1, 7, 0.5, 2 ** 31, 2 ** 31 - 1, -(2 ** 31) - 1, 2 ** 32, 2 ** 53, 2 ** 63, -(2 ** 63), 1e19, 2 ** 64, 1e20, -1e20, 8.64e15, 8640000000000001];
const others = [null, true, false, [], {}, [null], { constructor: 1 }, JSON.parse('{"__proto__": {"constructor": 1}}')];
const stranger = () => pick([() => pick(texts), () => pick(numbers), () => structuredClone(pick(others))])();
// Neither toString nor valueOf: what Ajv compares constants with calls them.
const names = ['constructor', '__proto__', 'more', 'hasOwnProperty'];

/** Sets a member, `__proto__` as any other. */
const set = (object, name, value) => Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });

/** A value that is likely to fit a schema. */
function make(s, depth = 0) {
  if (typeof s === 'boolean') return stranger();
  if (s.examples?.length && chance(0.3)) return structuredClone(pick(s.examples));
  if (s.$ref) return make(schema.$defs[decodeURIComponent(s.$ref.slice('#/$defs/'.length))], depth);
  if ('const' in s) return structuredClone(s.const);
  if (s.enum) return structuredClone(pick(s.enum));
  if (s.oneOf ?? s.anyOf) return make(pick(s.oneOf ?? s.anyOf), depth + 1);
  switch ([s.type].flat().at(below([s.type].flat().length))) {
    case 'string': return text(s);
    case 'boolean': return chance(0.5);
    case 'null': return null;
    case 'integer': case 'number': return numberOf(s);
    case 'array': return Array.from({ length: depth > 4 ? 0 : below(3) }, () => make(s.items ?? true, depth + 1));
    case 'object': return object(s, depth);
  }
  return stranger();
}

function object(s, depth) {
  const made = {};
  for (const [name, member] of Object.entries(s.properties ?? {})) {
    if (s.required?.includes(name) || (depth < 5 && chance(0.6))) set(made, name, make(member, depth + 1));
  }
  if (s.additionalProperties !== false && depth < 5 && chance(0.3)) set(made, pick(names), make(s.additionalProperties ?? true, depth + 1));
  return made;
}

/** Those of a list that fit the schema of a scalar, found once: compiling is slow. */
const found = new Map();
function fitting(list, s) {
  const key = JSON.stringify(s);
  if (!found.has(key)) {
    const check = ajv.compile(s);
    found.set(key, list.filter((value) => check(value)));
  }
  return found.get(key);
}

function text(s) {
  const fits = fitting(texts, { ...s, type: 'string' });
  return fits.length > 0 ? pick(fits) : 'x'.repeat(s.minLength ?? 1);
}

function numberOf(s) {
  const fits = fitting([...numbers, s.minimum, s.maximum].filter((n) => n !== undefined), s);
  return fits.length > 0 ? pick(fits) : 0;
}

/** Changes a value somewhere: another value, a member less, a member more. */
function broken(value) {
  if (value === null || typeof value !== 'object' || chance(0.15)) return stranger();
  const keys = Object.keys(value);
  if (Array.isArray(value)) {
    if (keys.length === 0) return [stranger()];
    const at = below(value.length);
    return value.with ? value.with(at, broken(value[at])) : value.map((item, i) => (i === at ? broken(item) : item));
  }
  const copy = structuredClone({});
  for (const key of keys) set(copy, key, value[key]);
  const at = pick(keys);
  if (at === undefined || chance(0.15)) return set(copy, pick(names), stranger());
  if (chance(0.3)) delete copy[at];
  else set(copy, at, broken(value[at]));
  return copy;
}

/** The part of a value at the place of an issue, as far as it is there. */
const at = (value, path) => path.reduce((v, key) => (v !== null && typeof v === 'object' && Object.hasOwn(v, key) ? v[key] : undefined), value);

test('import and require give the same validators, one for each definition', () => {
  assert.deepEqual(Object.keys(required).sort(), Object.keys(validators).sort());
  const known = Object.keys(schema.$defs).filter((name) => name in validators);
  assert.deepEqual(known.sort(), Object.keys(validators).sort());
  for (const name of Object.keys(schema.$defs)) {
    assert.ok(name in validators || name.endsWith('Message'), `${name} has no validator`);
  }
});

const counts = { accepted: 0, refused: 0 };
for (const [name, validator] of Object.entries(validators)) {
  // Ajv passes over a member of this name that a schema lists.
  if (Object.hasOwn(schema.$defs[name].properties ?? {}, '__proto__')) continue;
  test(`${name} agrees with Ajv`, () => {
    const standard = validator['~standard'];
    assert.equal(standard.version, 1);
    assert.equal(typeof standard.vendor, 'string');
    const check = ajv.compile({ $ref: `bundle#/$defs/${encodeURIComponent(name)}` });
    for (let i = 0; i < 60; i++) {
      let value = make(schema.$defs[name]);
      for (let j = 0; j < 5; j++, value = broken(value)) {
        const wanted = check(value);
        const result = standard.validate(value);
        counts[wanted ? 'accepted' : 'refused']++;
        const what = `${JSON.stringify(value)}\nours: ${JSON.stringify(result.issues)}\nAjv: ${JSON.stringify(check.errors)}`;
        assert.equal(result.issues === undefined, wanted, what);
        if (wanted) assert.equal(result.value, value);
        for (const issue of result.issues ?? []) {
          assert.ok(issue.message.length > 0);
          const parent = at(value, issue.path.slice(0, -1));
          if (issue.path.length > 0) assert.equal(typeof parent, 'object', what); // every path leads somewhere
        }
      }
    }
  });
}

test('much was accepted, and much refused', (t) => {
  t.diagnostic(JSON.stringify(counts));
  assert.ok(counts.accepted > 50 && counts.refused > 50, JSON.stringify(counts));
});
