import type { Co } from '../sim/index.ts';

/** What a coroutine answers without waiting; undefined where it would wait or fails. */
export function peek<T>(co: Co<T>): T | undefined {
  try {
    const result = co.next();
    if (result.done) return result.value;
    co.return(undefined as T);
  } catch {
    // An error of the control API: the manager has nothing to show now.
  }
  return undefined;
}
