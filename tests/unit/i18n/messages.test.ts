import { expect, test } from 'vitest';
import { fill, localeOf } from '../../../src/i18n/index.ts';
import { en } from '../../../src/i18n/en.ts';
import { ko } from '../../../src/i18n/ko.ts';

type Tree = string | readonly Tree[] | { readonly [key: string]: Tree };

/** Every text with its path. */
function texts(tree: Tree, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]];
  return Object.entries(tree).flatMap(([key, value]: [string, Tree]) => texts(value, `${path}.${key}`));
}

const slots = (text: string): string[] => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1]!).sort();

test('values and numbers are filled in', () => {
  expect(fill(en.tasks, { n: 1 })).toBe('1 task');
  expect(fill(en.tasks, { n: 3 })).toBe('3 tasks');
  expect(fill(ko.updated, { all: 4, done: 1 })).toBe('4개 중 1개 갱신');
  expect(fill('{missing}', {})).toBe('{missing}');
});

test('both languages fill in the same values', () => {
  const english = new Map(texts(en));
  for (const [path, text] of texts(ko))
    expect(new Set(slots(text)), path).toEqual(new Set(slots(english.get(path) ?? '')));
});

test('nothing is exclaimed, and no Korean sentence leaves the polite style', () => {
  for (const [path, text] of [...texts(ko), ...texts(en)]) {
    expect(text, path).not.toContain('!');
    expect(text, path).not.toMatch(/니다\b|니다\./);
  }
});

test('the page language is the locale', () => {
  expect(localeOf('en')).toBe('en');
  expect(localeOf('ko')).toBe('ko');
  expect(localeOf(undefined)).toBe('ko');
});
