import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { bannedGlobals, bannedSyntax } from '../../../eslint/banned.js';

/** How many complaints the rules below the site have about some code. */
const complaints = (code: string): number =>
  new Linter().verify(
    code,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser },
        rules: {
          'no-restricted-globals': ['error', { globals: bannedGlobals, checkGlobalObject: true }],
          'no-restricted-syntax': ['error', ...bannedSyntax],
        },
      },
    ],
    'src/sim/example.ts',
  ).length;

describe('below the site', () => {
  it.each([
    'Date.now()',
    'new Date()',
    'performance.now()',
    'setTimeout(f, 1)',
    'setInterval(f, 1)',
    'setImmediate(f)',
    'queueMicrotask(f)',
    'requestAnimationFrame(f)',
    'Promise.resolve(1)',
    'let p: Promise<void>',
    'async function f() {}',
    'const f = async () => 1',
    'await f()',
    'crypto.randomUUID()',
    'Math.random()',
    'Math.sin(1)',
    'Math.pow(2, 0.5)',
    'Math.log2(8)',
    'new Intl.Collator()',
    'a.localeCompare(b)',
    'n.toLocaleString()',
    'Error.captureStackTrace(e)',
    'new WeakRef(x)',
    'new FinalizationRegistry(f)',
    'document.title',
    'globalThis.setTimeout(f, 1)',
    'window.location',
    'fetch("/")',
    'localStorage.getItem("x")',
    'new Worker("x")',
    'postMessage(1)',
    'process.env',
    'Buffer.from("x")',
    'require("fs")',
    'console.log(1)',
    'const m = import("./x.ts")',
    'eval("1")',
  ])('%s is banned', (code) => {
    expect(complaints(code)).toBeGreaterThan(0);
  });

  it.each([
    'Math.floor(1.5)',
    'Math.imul(2, 3)',
    'let p: PromiseLike<void>',
    'function* f() { yield* g(); }',
    'load(clock, () => import("./x.ts"))',
    'const process = { env: 1 }; process.env',
    'new TextEncoder().encode("x")',
    'structuredClone(x)',
    'new Map([[1, 2]])',
  ])('%s is not', (code) => {
    expect(complaints(code)).toBe(0);
  });
});
