import type { Cancel, Clock } from './clock.ts';
import type { Micros } from './time.ts';

/** How a wait ends. The first call counts, later ones are ignored. */
export interface Resume<T> {
  value: (value: T) => void;
  error: (error: unknown) => void;
}

/**
 * What a coroutine hands to its runner when it must wait: starts the waiting, and says how to stop it. It may be stopped
 * after it was resumed, as long as the coroutine has not run on: what it was given then goes back to where it came from.
 */
export type Wait<T> = (resume: Resume<T>) => Cancel | undefined;

/** A coroutine: a generator that yields waits and in the end returns a T. Compose with `yield*`. */
export type Co<T> = Generator<Wait<unknown>, T, unknown>;

/** Waits until `start`'s resume is called; its value is the result, its error is thrown. */
export function* wait<T>(start: Wait<T>): Co<T> {
  return (yield start) as T;
}

/** Waits for a span of virtual time. */
export function* sleep(clock: Clock, span: Micros): Co<void> {
  yield (resume) => clock.after(span, () => resume.value(undefined));
}

/**
 * Loads a lazily imported module: virtual time stands still until the lab's door has awaited the real import.
 * A failed import is thrown here as an error of the program.
 */
export function* load<T>(clock: Clock, start: () => PromiseLike<T>): Co<T> {
  return yield* wait<T>((resume) => {
    clock.hold({ start, resolve: (value) => resume.value(value as T), reject: (error) => resume.error(error) });
    return undefined;
  });
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown };

/** A coroutine under way. */
export interface Routine {
  readonly done: boolean;
  /** Throws an error into it where it waits (SIGINT); it may catch it and go on. No effect once done. */
  interrupt: (error: unknown) => void;
  /** Drops it (SIGKILL): its wait is cancelled, none of its code runs again, `onEnd` is not called. */
  kill: () => void;
}

/** Runs a coroutine: up to its first wait at once, then on the clock. `onEnd` is called once with how it ended. */
export function run<T>(clock: Clock, co: Co<T>, onEnd: (outcome: Outcome<T>) => void): Routine {
  let done = false;
  let cancel: Cancel | undefined;
  let turn = 0; // the wait that counts; a resume of an earlier one is stale

  const go = (resumed: Outcome<unknown>): void => {
    let next = resumed;
    for (;;) {
      if (done) return;
      const mine = ++turn;
      cancel = undefined;
      let result: IteratorResult<Wait<unknown>, T>;
      try {
        result = next.ok ? co.next(next.value) : co.throw(next.error);
      } catch (error) {
        done = true;
        onEnd({ ok: false, error });
        return;
      }
      if (done) return; // it killed itself
      if (result.done) {
        done = true;
        onEnd({ ok: true, value: result.value });
        return;
      }
      let early: Outcome<unknown> | undefined;
      let starting = true;
      let settled = false;
      const settle = (outcome: Outcome<unknown>): void => {
        if (settled || mine !== turn || done) return;
        settled = true;
        if (starting) early = outcome;
        else clock.soon(() => mine === turn && go(outcome));
      };
      cancel = result.value({
        value: (value) => settle({ ok: true, value }),
        error: (error) => settle({ ok: false, error }),
      });
      starting = false;
      if (!early) return;
      next = early;
    }
  };

  go({ ok: true, value: undefined });
  return {
    get done() {
      return done;
    },
    interrupt: (error) => {
      if (done) return;
      cancel?.();
      cancel = undefined;
      const mine = ++turn;
      clock.soon(() => {
        if (mine !== turn || done) return;
        cancel?.(); // a wait that the coroutine began after it was interrupted from within
        go({ ok: false, error });
      });
    },
    kill: () => {
      if (done) return;
      done = true;
      cancel?.();
    },
  };
}
