import { expect, test } from 'vitest';
import texts from './help.json' with { type: 'json' };
import { Stage } from './stage.ts';

// What the real client 28.2.2 printed without a terminal, which is to say at 80 columns.
test.each(Object.entries(texts))('%s --help', async (path, text) => {
  const { stdout, exit } = await new Stage().run([...path.split(' '), '--help']);
  expect(stdout).toBe(text);
  expect(exit).toBe(0);
});
