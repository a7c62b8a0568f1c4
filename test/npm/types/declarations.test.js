// The declarations as a whole: what the compiler reads out of them, name by name.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import ts from 'typescript';
import { originalName, packageFolder, tool } from '../setup.js';

const dist = join(packageFolder, 'dist');
const entries = ['index', 'host', 'validators'];
const options = { strict: true, lib: ['lib.es2020.d.ts', 'lib.dom.d.ts'], types: [], noEmit: true };

const program = ts.createProgram([...entries.map((name) => join(dist, `${name}.d.ts`)), join(tool(originalName), 'dist/types/index.d.ts')], options);
const checker = program.getTypeChecker();

/** What a file of declarations exports, by name. */
function exportsOf(path) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(path));
  return new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, resolve(symbol)]));
}

/** What a name stands for that was exported under another one. */
const resolve = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);

const words = (symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker));
const tagsOf = (symbol) => new Map(symbol.getJsDocTags(checker).map(({ name, text }) => [name, ts.displayPartsToString(text)]));

test('there is no any', () => {
  for (const file of readdirSync(dist).filter((name) => /\.d\.c?ts$/.test(name))) {
    const source = ts.createSourceFile(file, readFileSync(join(dist, file), 'utf8'), ts.ScriptTarget.ES2020, true);
    ts.forEachChild(source, function visit(node) {
      assert.notEqual(node.kind, ts.SyntaxKind.AnyKeyword, `${file}:${source.getLineAndCharacterOfPosition(node.pos).line + 1}: ${node.parent.getText()}`);
      ts.forEachChild(node, visit);
    });
  }
});

test('every name that the original exports is exported', () => {
  const original = [...exportsOf(join(tool(originalName), 'dist/types/index.d.ts')).keys()].filter((name) => name !== 'default');
  const ours = exportsOf(join(dist, 'index.d.ts'));
  assert.equal(original.length, 26, 'Constants, IFrameManager and 24 types');
  assert.deepEqual(original.filter((name) => !ours.has(name)), []);
  const tested = readFileSync(new URL('drop-in.ts', import.meta.url), 'utf8').match(/import CallingExtensions, \{(.*?)\}/s)[1];
  assert.deepEqual(original.filter((name) => !new RegExp(`\\b${name},`).test(tested)), [], 'each is in drop-in.ts');
});

/** The members of what is exported: of a class its methods, of an interface its properties, of an object its values. */
function membersOf(symbol) {
  const { Property, Method, Accessor, Constructor, Prototype, Variable } = ts.SymbolFlags;
  const type = checker.getTypeOfSymbol(symbol);
  const values = symbol.flags & Variable && type.flags & ts.TypeFlags.Object ? checker.getPropertiesOfType(type) : [];
  return [...(symbol.members?.values() ?? []), ...values].filter(({ flags }) => flags & (Property | Method | Accessor | Constructor) && !(flags & Prototype));
}

/** The comment of a constructor belongs to its declaration, not to its symbol. */
const isCommented = (symbol) => words(symbol) || symbol.declarations?.some((each) => ts.getJSDocCommentsAndTags(each).length > 0);

/** The members of these are named after messages, and their types say what they are. */
const speaksForItself = (name) => /^(Widget|Host)(Sends|Receives)$/.test(name);

describe('comments', () => {
  for (const entry of entries) {
    const exported = exportsOf(join(dist, `${entry}.d.ts`));

    test(`${entry}: everything that is exported, and every member of it, says what it is`, () => {
      const silent = [];
      for (const [name, symbol] of exported) {
        if (!words(symbol)) silent.push(name);
        if (entry === 'validators' || speaksForItself(name)) continue;
        for (const member of membersOf(symbol)) if (!isCommented(member)) silent.push(`${name}.${member.name}`);
      }
      assert.deepEqual(silent, []);
    });

    test(`${entry}: what is deprecated says what to use`, () => {
      const told = [];
      for (const [name, symbol] of exported) {
        for (const each of [symbol, ...membersOf(symbol)]) {
          const text = tagsOf(each).get('deprecated');
          if (text === undefined) continue;
          told.push(each === symbol ? name : `${name}.${each.name}`);
          assert.match(text, /use /i, `${name}.${each.name}`);
        }
      }
      if (entry === 'index') {
        for (const name of ['CallingExtensions.publishToChannel', 'OnPublishToChannel', 'OutgoingCallStarted.phoneNumber', 'WidgetHandlers.onEngagementCreated', 'DemoWidget.localMinimal']) {
          assert.ok(told.includes(name), name);
        }
        assert.ok(!told.some((name) => /finalizeEngagement|callCompleted/.test(name)));
      }
    });
  }

  // TestDocumented in gen/typescript holds every protocol's package to more, and compiles the examples; here are a few by name.
  test('everything that is exported shows an example, and what the messages need says since when it is there', () => {
    for (const [entry, type] of [['index', 'CallingExtensions'], ['host', 'Host']]) {
      const exported = exportsOf(join(dist, `${entry}.d.ts`));
      for (const [name, symbol] of exported) assert.ok(tagsOf(symbol).has('example'), `${name} has no @example`);
      for (const name of ['connect', type, 'VERSION', 'DialNumber', 'OpenIn', 'LoggedIn']) assert.ok(tagsOf(exported.get(name)).has('since'), `${name} has no @since`);
      assert.equal(tagsOf(exported.get('OpenIn')).get('since'), '0.9.7', 'a type is as old as the first member that has it');
      const methods = membersOf(exported.get(type)).filter(({ flags }) => flags & ts.SymbolFlags.Method);
      assert.ok(methods.length >= 20);
      for (const method of methods) assert.ok(tagsOf(method).has('since') && tagsOf(method).has('example'), `${type}.${method.name}`);
    }
    const number = membersOf(exportsOf(join(dist, 'index.d.ts')).get('DialingContext')).find(({ name }) => name === 'phoneNumber');
    assert.equal(tagsOf(number).get('example'), "'+442073238299'");
  });

  test('what is measured says in what', () => {
    const exported = exportsOf(join(dist, 'index.d.ts'));
    const member = (type, name) => words(membersOf(exported.get(type)).find((each) => each.name === name));
    for (const [type, name, unit] of [
      ['WidgetSize', 'width', 'px'], ['WidgetSize', 'height', 'px'], ['WidgetSettings', 'width', 'px'], ['WidgetSettings', 'height', 'px'],
      ['EngagementProperties', 'hs_call_duration', 'ms'], ['CompletedCall', 'durationSeconds', 's'], ['NewUtterance', 'startTimeMillis', 'ms'],
    ]) {
      assert.match(member(type, name), new RegExp(`\\bUnit: ${unit}\\.`), `${type}.${name}`);
    }
  });
});

test('an open enum accepts other texts and still completes its own', () => {
  const file = '/complete.ts';
  const text = `import type { ObjectTypeId, EndStatus } from 'sdk';\nexport const open: ObjectTypeId = '';\nexport const closed: EndStatus = '';\n`;
  const service = ts.createLanguageService({
    ...ts.sys, // with useCaseSensitiveFileNames as the function that it is here
    useCaseSensitiveFileNames: () => true,
    getCompilationSettings: () => ({
      ...options, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, baseUrl: '/', paths: { sdk: [join(dist, 'index.d.ts')] },
    }),
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot(name) {
      const content = name === file ? text : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
  });
  const offered = (name) => service.getCompletionsAtPosition(file, text.indexOf("''", text.indexOf(name)) + 1, {}).entries.map((entry) => entry.name);
  assert.ok(['0-1', '0-2', '0-3', '0-5'].every((id) => offered('open').includes(id)), String(offered('open')));
  assert.ok(offered('closed').includes('MISSED'));
  assert.deepEqual(service.getSemanticDiagnostics(file).map(({ start }) => text.slice(0, start).split('\n').length), [3], 'the closed one refuses the empty text');
});
