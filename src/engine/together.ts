import { run, wait, type Clock, type Co } from '../sim/index.ts';

/** Runs coroutines side by side and waits until each has ended, well or not. */
export function* together(clock: Clock, coroutines: readonly Co<unknown>[]): Co<void> {
  if (coroutines.length === 0) return;
  yield* wait<void>((resume) => {
    let left = coroutines.length;
    for (const co of coroutines)
      run(clock, co, () => {
        if (--left === 0) resume.value();
      });
    return undefined;
  });
}
