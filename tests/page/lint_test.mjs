// The modules of the page: types in their comments (TypeScript), and common mistakes (ESLint).
//
//     node --test lint_test.mjs            with SOURCE in the environment
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';

// The packages lie in the current folder, not beside this file.
const require = createRequire(join(process.cwd(), 'package.json'));
const folder = join(process.env.SOURCE, 'tools/page');
const modules = readdirSync(folder).filter((name) => name.endsWith('.js')).map((name) => join(folder, name));

test('types agree', () => {
  const ts = require('typescript');
  const program = ts.createProgram(modules, {
    allowJs: true, checkJs: true, noEmit: true, strict: true, types: [], target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ES2022, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'] });
  const found = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    return `${file.fileName}:${line + 1}:${character + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  assert.deepEqual(found, []);
});

test('ESLint finds nothing', async () => {
  const { ESLint } = (await import(pathToFileURL(require.resolve('eslint')).href)).default;
  const browser = ['window', 'document', 'URL', 'Blob', 'Response', 'DecompressionStream', 'TextDecoder', 'TextEncoder', 'atob', 'btoa', 'getComputedStyle',
    'requestAnimationFrame', 'performance', 'setTimeout', 'clearTimeout', 'IntersectionObserver', 'matchMedia', 'structuredClone', 'ImageData', 'Path2D', 'Node', 'WebAssembly'];
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: [{
    files: ['**/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: Object.fromEntries(browser.map((name) => [name, 'readonly'])) },
    linterOptions: { reportUnusedDisableDirectives: true },
    rules: {
      'no-undef': 'error', 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }], 'prefer-const': 'error', eqeqeq: 'error', 'no-var': 'error',
      'no-shadow': 'error', 'no-eval': 'error', 'no-implied-eval': 'error', 'no-new-func': 'error', 'no-fallthrough': 'error', 'no-dupe-keys': 'error',
      'no-unreachable': 'error', 'no-cond-assign': 'error', 'no-constant-condition': 'error', 'array-callback-return': 'error', 'no-useless-return': 'error',
      // Text from the input is never markup.
      'no-restricted-syntax': ['error', { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|srcdoc)$/]", message: 'Text would become markup.' }],
    },
  }] });
  const found = (await eslint.lintFiles(modules)).flatMap(({ filePath, messages }) => messages.map(({ line, message, ruleId }) => `${filePath}:${line}: ${message} [${ruleId}]`));
  assert.deepEqual(found, []);
});
