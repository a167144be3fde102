import js from '@eslint/js';
import astro from 'eslint-plugin-astro';
import a11y from 'eslint-plugin-jsx-a11y-x';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { bannedGlobals, bannedSyntax, stackRule } from './eslint/banned.js';
import { floorRule, floors } from './eslint/floors.js';

/** Folders in which nothing may know the real time, chance or browser. */
const emulated = Object.keys(floors).filter((name) => !['site', 'bin', 'content'].includes(name));

/** Not controls, and yet to be reached by the keyboard: what scrolls by itself, and a separator that can be moved. */
const focusable = { tags: ['pre'], roles: ['tabpanel', 'separator'] };

export default defineConfig(
  { ignores: ['dist', '.astro', 'coverage', 'test-results', 'playwright-report', 'tests/conformance/compare.mjs'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off', // wrong wherever a call changes what was narrowed
      '@typescript-eslint/no-invalid-void-type': 'off', // wait<void>(…)
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }], // by code point, as is meant
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/unified-signatures': 'off',
      'no-control-regex': 'off', // terminals are made of control characters
      'no-undef': 'off', // the compiler's work
      'require-yield': 'off', // a program that never waits is still a coroutine
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['src/**/*.{ts,tsx,astro}', 'content/**/*.ts'],
    plugins: { house: { rules: { floors: floorRule, stack: stackRule } } },
    rules: { 'house/floors': 'error' },
  },
  {
    files: [...emulated.map((folder) => `src/${folder}/**/*.ts`), 'content/**/*.ts'],
    ignores: ['src/lab/pace.ts', 'src/lab/worker.ts', 'src/lab/open.ts'],
    rules: {
      'house/stack': 'error',
      'no-restricted-globals': ['error', { globals: bannedGlobals, checkGlobalObject: true }],
      'no-restricted-syntax': ['error', ...bannedSyntax],
    },
  },
  {
    files: ['tests/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['src/**/*.tsx'],
    ...a11y.configs.recommended,
    plugins: { ...a11y.configs.recommended.plugins, 'react-hooks': reactHooks },
    rules: {
      ...a11y.configs.recommended.rules,
      'jsx-a11y-x/interactive-supports-focus': 'off', // a group with a roving tab stop takes no focus itself
      'jsx-a11y-x/no-noninteractive-tabindex': ['error', focusable],
      'react-hooks/exhaustive-deps': 'error',
      'react-hooks/rules-of-hooks': 'error',
    },
  },
  ...astro.configs['flat/recommended'],
  ...astro.configs['flat/jsx-a11y-recommended'],
  { files: ['src/**/*.astro'], rules: { 'astro/jsx-a11y/no-noninteractive-tabindex': ['error', focusable] } },
);
