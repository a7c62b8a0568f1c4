// Compares the sources of packages with their declarations, for all entries: `node compare.mjs node_modules package…`.
// It writes a module that assigns every exported value and type of the one to the other, both ways, and compiles it.

import { readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const [modules, ...packages] = process.argv.slice(2);
const ts = createRequire(join(modules, 'x'))('typescript');

const options = {
  noEmit: true, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true, verbatimModuleSyntax: true, types: [],
  target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
};

const entries = packages.flatMap((folder) =>
  readdirSync(join(folder, 'dist'))
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => ({ folder, name: name.slice(0, -'.d.ts'.length) }))
    .map(({ folder, name }) => ({
      source: join(folder, 'src', `${name}.ts`),
      declared: join(folder, 'dist', `${name}.d.ts`),
      id: `${basename(folder)}_${name}`,
    })),
);
const program = ts.createProgram(entries.flatMap(({ source, declared }) => [source, declared]), options);
const checker = program.getTypeChecker();

const file = join(packages[0], 'compare.ts');
writeFileSync(file, [
  'type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;',
  "interface Thing { thing: 'thing' }",
  ...entries.flatMap(comparison),
].join('\n'));
report(ts.getPreEmitDiagnostics(ts.createProgram([file], options, undefined, program)));

/** The lines that compare the two files of an entry. */
function comparison({ id, source, declared }) {
  return [
    `import type * as source_${id} from '${source.replace(/ts$/, 'js')}';`,
    `import type * as declared_${id} from '${declared.replace(/d\.ts$/, 'js')}';`,
    `export const ${id}: Same<typeof source_${id}, typeof declared_${id}> = true;`,
    ...commonTypes(id, source, declared).map(([name, parameters]) => {
      const both = ['source', 'declared'].map((which) => `${which}_${id}.${name}${parameters}`);
      return `export const ${id}_${name}: Same<${both.join(', ')}> = true;`;
    }),
  ];
}

/** The types that both files export, each with arguments for its parameters. */
function commonTypes(id, ...files) {
  const [source, declared] = files.map(typesOf);
  if (JSON.stringify(source) !== JSON.stringify(declared)) {
    console.error(`${id}: the types differ\nsources:      ${source.join(' ')}\ndeclarations: ${declared.join(' ')}`);
    process.exit(1);
  }
  return source;
}

function typesOf(path) {
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)));
  return symbols
    .map((symbol) => [symbol.name, symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol])
    .filter(([, { flags }]) => flags & ts.SymbolFlags.Type)
    .map(([name, type]) => [name, argumentsOf(type)])
    .sort();
}

/** `<'thing', Thing>` for a type with two parameters of which the first is a text. */
function argumentsOf(symbol) {
  const { typeParameters } = symbol.declarations.find((node) => node.typeParameters) ?? {};
  return typeParameters ? `<${typeParameters.map(({ constraint }) => (constraint ? "'thing'" : 'Thing')).join(', ')}>` : '';
}

function report(problems) {
  for (const { file, start, messageText } of problems) {
    const name = file?.text.slice(start).match(/^\w+/)?.[0];
    console.error(`${name ?? file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  }
  process.exit(problems.length > 0 ? 1 : 0);
}
