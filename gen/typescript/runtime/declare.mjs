// Makes runtime.d.ts, the declarations that every generated package begins with: `node declare.mjs`, or `make
// runtime-dts`. They are what tsc says of src/api.ts, put into a namespace, so that no name of a protocol can clash with
// them. With --print they go to the standard output.

import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const ts = createRequire(here('../../../test/npm/package.json'))('typescript');

const { config } = ts.readConfigFile(here('tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, here('.'));
const program = ts.createProgram([here('src/api.ts'), here('src/dispose.ts')], {
  ...options, noEmit: false, emitDeclarationOnly: true, skipLibCheck: true, lib: ['lib.es2020.d.ts'],
});

const problems = ts.getPreEmitDiagnostics(program);
if (problems.length > 0) {
  process.stderr.write(ts.formatDiagnostics(problems, { ...ts.sys, getCanonicalFileName: (name) => name, getNewLine: () => '\n' }));
  process.exit(1);
}

let declarations;
program.emit(program.getSourceFile(here('src/api.ts')), (_, text) => { declarations = text; });

// tsc indents by four spaces; everything else here, by two.
const body = declarations
  .replace(/^\/\*\*[^]*?\*\/\n/, '') // the comment on the file
  .replace(/^( {4})+/gm, (spaces) => spaces.slice(spaces.length / 2))
  .replace(/^(?=.)/gm, '  ');
const text = `declare namespace runtime {\n${body.trimEnd()}\n}\n`;

if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(here('runtime.d.ts'), text);
