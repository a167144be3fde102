import { describe, expect, it } from 'vitest';
import expected from './bash.expected.json' with { type: 'json' };
import { bash } from './machine.ts';

/* What bash 5.2 and Debian 12's coreutils, mawk and GNU sed, grep, find print for these lines. */
describe('bash -c', () => {
  it.each(expected)('$line', async ({ line, out, err, status }) => {
    expect(await bash(line)).toEqual({ out, err, status });
  });
});
