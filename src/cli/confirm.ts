import type { Co } from '../sim/index.ts';
import type { Call } from './spec.ts';

/** Asks on standard output and reads a line; anything but `y` is no. */
export function* confirm({ self }: Call, question: string): Co<boolean> {
  yield* self.print(`${question} [y/N] `);
  const answer = yield* self.stdin.read();
  return (answer.split('\n')[0] ?? '').trim().toLowerCase() === 'y';
}
