import { advanceTo } from '../../src/lab/index.ts';
import type { Rehearsal } from '../../src/lessons/rehearse.ts';

/** Runs work on labs to its end, awaiting the imports that hold them. */
export async function play<T>(work: Rehearsal<T>): Promise<T> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    await advanceTo(next.value, next.value.now);
  }
}
