// Holds values against the definitions of schemas with Ajv, and prints what it says of each: a list for each schema.
//
//   node validate.mjs <node_modules> <input>
//
// The input is [{"schema": …, "values": [["TextOpened", value], …]}, …]. Ajv is strict: what it would warn about is an error.
// Members count as there when they are the value's own; JSON has no others.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, input] = process.argv.slice(2);
const require = createRequire(join(modules, 'any.js'));
const { default: Ajv } = require('ajv/dist/2020');
const { default: addFormats } = require('ajv-formats');

const answers = JSON.parse(readFileSync(input, 'utf8')).map(({ schema, values }) => {
  const ajv = new Ajv({ strict: true, ownProperties: true });
  addFormats(ajv, ['date-time', 'date', 'uri', 'uuid', 'email']);
  ajv.addSchema(schema, 'bundle');
  const validators = new Map();
  return values.map(([name, value]) => {
    if (!validators.has(name)) validators.set(name, ajv.compile({ $ref: `bundle#/$defs/${encodeURIComponent(name)}` }));
    return validators.get(name)(value);
  });
});
console.log(JSON.stringify(answers));
