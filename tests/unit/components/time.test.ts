import { expect, test } from 'vitest';
import { elapsed } from '../../../src/components/model/elapsed.ts';

test.each([
  [0, 'T+00:00:00.0'],
  [11_650_000, 'T+00:00:11.6'],
  [3_600_000_000 + 61_000_000, 'T+01:01:01.0'],
  [100 * 3_600_000_000, 'T+100:00:00.0'],
])('%i microseconds', (micros, text) => {
  expect(elapsed(micros)).toBe(text);
});
