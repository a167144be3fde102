import { expect, it } from 'vitest';
import { show } from '../../../src/lessons/shown.ts';

const result = (stdout: string, stderr = '') => ({ stdout, stderr, exit: 0 });
const plain = (lines: ReturnType<typeof show>) => lines.map(({ parts }) => parts.map(({ text }) => text).join(''));

it('dims IDs wherever they stand', () => {
  const text = 'ID             NAME\nxeu7nszokvsr   agent.5kofu9pn9ba1g8g0jq5l7042e   alpine:latest   swarm-worker1\n';
  const dim = show(result(text), { run: '' }).flatMap(({ parts }) => parts.filter((part) => part.dim));
  expect(dim.map((part) => part.text)).toEqual(['xeu7nszokvsr', '5kofu9pn9ba1g8g0jq5l7042e']);
});

it('marks the line that matters', () => {
  const lines = show(result('a  \nb 2/2\n'), { run: '', mark: /2\/2/ });
  expect(lines.map((line) => line.marked)).toEqual([false, true]);
  expect(plain(lines)).toEqual(['a', 'b 2/2']);
});

it('cuts what is not kept to one dot line each, and shows eight lines at most', () => {
  expect(plain(show(result('head\nx\ny\nfoot\n'), { run: '', keep: /head|foot/ }))).toEqual(['head', '…', 'foot']);
  const long = Array.from({ length: 20 }, (_, i) => `line ${i}`).join('\n');
  expect(plain(show(result(long), { run: '' }))).toEqual([...Array.from({ length: 7 }, (_, i) => `line ${i}`), '…']);
});

it('shows errors too', () =>
  expect(plain(show(result('', 'unknown flag: --mode\n'), { run: '' }))).toEqual(['unknown flag: --mode']));
