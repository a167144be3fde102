import { expect, test } from 'vitest';
import cases from './client-errors.json' with { type: 'json' };
import { Stage } from './stage.ts';

// What the real client 28.2.2 printed for each of these lines, before it asked an engine for anything.
test.each(cases.map((each) => [each.argv.join(' '), each] as const))(
  '%s',
  async (_, { argv, stdout, stderr, exit }) => {
    expect(await new Stage({}).run(argv)).toEqual({ stdout, stderr, exit });
  },
);
