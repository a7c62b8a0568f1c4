// Reads the declarations of packages as an editor does, and finds what has no comment, or a comment that lacks something. It
// compiles every example as well: `node documented.mjs node_modules packages.json`. The file lists packages as
// {folder, ageless, measured, described}: where each is, the types that came with no message, the members that have a unit, and
// what its protocol says something of: everything ("throughout"), all but some members ("mostly"), or only this and that ("").

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, list] = process.argv.slice(2);
const ts = createRequire(join(modules, 'x'))('typescript');
const packages = JSON.parse(readFileSync(list, 'utf8'));

/** What need not be there, and why. */
const exempt = [
  ({ owner, tag, member }) => member && tag === 'description' && /(Sends|Receives)$/.test(owner), // named after messages, whose types say it
  ({ owner, tag, ageless }) => tag === 'since' && ageless.includes(owner), // of HTTP alone, which has versions of its own
];

/** Examples that name a message, in the part of a package that has to do without names. */
const nameless = ['send', 'reply', 'post', 'dispatch'];

const entries = packages.flatMap((each) => readdirSync(join(each.folder, 'dist'))
  .filter((name) => name.endsWith('.d.ts'))
  .map((name) => ({ ...each, path: join(each.folder, 'dist', name), name: `${each.folder.split('/').at(-1)}/${name}` })));
const options = {
  noEmit: true, strict: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
};
const program = ts.createProgram(entries.map(({ path }) => path), options);
const checker = program.getTypeChecker();
const problems = [];

const examples = entries.flatMap((entry) => {
  const code = examplesOf(entry);
  const file = join(entry.folder, `examples.${entry.name.split('/').at(-1).replace('.d.ts', '.ts')}`);
  writeFileSync(file, code);
  return [file];
});
for (const { file, start, messageText } of ts.getPreEmitDiagnostics(ts.createProgram(examples, options, undefined, program))) {
  const { line } = file?.getLineAndCharacterOfPosition(start) ?? { line: 0 };
  const before = file?.text.split('\n').slice(0, line + 1) ?? [];
  const about = before.findLast((text) => text.startsWith('// '));
  problems.push(`${file?.fileName} ${about}: ${before.at(-1)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

/** Holds all comments of an entry to what they need, and gives a program of their examples. */
function examplesOf(entry) {
  const all = new Map(checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry.path)))
    .map((symbol) => [symbol.name, symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol]));
  const exported = [...new Set(all.values())];
  const names = exported.map(({ name }) => name);
  const imported = names.map((name) => (all.has(name) ? name : `default as ${name}`));
  const code = [`import { ${imported.join(', ')} } from ${JSON.stringify(entry.path.replace(/\.d\.ts$/, '.js'))};`];
  for (const owner of exported) {
    hold(entry, owner);
    code.push(...programs(owner, undefined, names));
    for (const member of membersOf(owner)) {
      hold(entry, owner, member);
      code.push(...programs(owner, member, names));
    }
  }
  for (const [owner, member, unit] of entry.measured) {
    const symbol = exported.find(({ name }) => name === owner);
    const said = words(membersOf(symbol).find(({ name }) => name === member));
    if (!said.includes(`Unit: ${unit}.`)) problems.push(`${entry.name}: ${owner}.${member} does not say that it is in ${unit}`);
  }
  return code.join('\n') + '\n';
}

function words(symbol) {
  const said = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  // The comment of a constructor belongs to its declaration, not to its symbol.
  return said || (symbol.declarations ?? []).flatMap((each) => ts.getJSDocCommentsAndTags(each)).map(({ comment }) => comment ?? '').join('');
}

function tags(symbol) {
  const found = symbol.getJsDocTags(checker).map(({ name, text }) => [name, ts.displayPartsToString(text)]);
  if (found.length > 0 || symbol.name !== '__constructor') return found;
  return symbol.declarations.flatMap((each) => ts.getJSDocTags(each)).map(({ tagName, comment }) => [tagName.text, ts.getTextOfJSDocComment(comment)]);
}

/** The members of what is exported, inherited ones as well, but for what the language itself has. */
function membersOf(symbol) {
  const { Class, Interface, TypeAlias, Variable, Prototype } = ts.SymbolFlags;
  const own = [];
  if (symbol.flags & Class) own.push(...symbol.members.values(), ...symbol.exports.values());
  else if (symbol.flags & (Interface | TypeAlias)) own.push(...checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)));
  if (symbol.flags & Variable) own.push(...checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol)));
  const isOurs = ({ declarations = [] }) => declarations.some((node) => entries.some(({ path }) => path === node.getSourceFile().fileName));
  return own.filter((each) => !(each.flags & Prototype) && each.name !== '__index' && isOurs(each));
}

/** Whether a member is a function: a method, a constructor or a handler. */
function isCalled(member) {
  if (member.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Constructor)) return true;
  return checker.getNonNullableType(checker.getTypeOfSymbol(member)).getCallSignatures().length > 0;
}

function isClass({ flags }) {
  return Boolean(flags & ts.SymbolFlags.Class);
}

/** Holds a comment to what it needs. A member that is data is as old as the whole, and its type is its example. */
function hold({ name, ageless, described }, owner, member) {
  const wanted = [];
  if (described === 'throughout' || described && !member) wanted.push('description');
  if (described && (!member || isClass(owner) || isCalled(member))) wanted.push('since');
  if (!member || isCalled(member)) wanted.push('example');
  const said = new Map([...tags(member ?? owner), ['description', words(member ?? owner)]]);
  for (const tag of wanted) {
    if (said.get(tag) || exempt.some((is) => is({ owner: owner.name, member: member?.name, tag, ageless }))) continue;
    problems.push(`${name}: ${owner.name}${member ? `.${member.name}` : ''} has no ${tag}`);
  }
}

/** The examples of a comment, each as a function of its own. */
function programs(owner, member, names) {
  if (nameless.includes(member?.name) && member.valueDeclaration.parent.name.text === 'Session') return [];
  const examples = tags(member ?? owner).filter(([name]) => name === 'example').map(([, text]) => text);
  return examples.map((text) => [`// ${owner.name}.${member?.name ?? ''}`, 'export {};', 'void (async () => {', ...lines(owner, member, text, names), '});'].join('\n'));
}

function lines(owner, member, text, names) {
  const code = text.match(/^```ts\n([^]*)\n```$/)?.[1];
  if (code === undefined) return [`const value: ${owner.name}[${JSON.stringify(member.name)}] = ${text};`];
  if (!member) return [code];
  if (!isClass(owner) && /^['"\w$]+\??:/.test(code)) return [`const handlers: Pick<${owner.name}, ${JSON.stringify(member.name)}> = {`, code, '};'];
  // What the example takes for granted: a thing of the class, and some data.
  const thing = code.match(/^(?:await |console\.log\(|(?:const|using) \w+ = (?:await )?)?(\w+)[.;]/)?.[1];
  const given = [];
  if (thing && !names.includes(thing)) given.push(`const ${thing} = undefined as unknown as ${owner.name};`);
  if (/\(data\);$/.test(code)) given.push(`const data = undefined as unknown as Parameters<${owner.name}[${JSON.stringify(member.name)}]>[0];`);
  return [...given, code];
}
