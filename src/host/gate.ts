import type { Co, Outcome, Resume, Wait } from '../sim/index.ts';

/**
 * Stands between a program and the scheduler: signals are thrown only where the program waits, and never lose what a
 * finished wait brought; a stopped process is not resumed until it is continued.
 */
export class Gate {
  #stopped = false;
  #waiting = false;
  /** Errors that the program has yet to be thrown. */
  #pending: unknown[] = [];
  /** Ends the present wait with an error. */
  #interrupt: ((error: unknown) => void) | undefined;
  /** The result of a wait that ended while the process was stopped. */
  #held: (() => void) | undefined;

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Whether the program waits for something. */
  get waiting(): boolean {
    return this.#waiting;
  }

  /** Runs a coroutine through the gate. */
  *pass<T>(co: Co<T>): Co<T> {
    let step = co.next();
    while (!step.done) {
      const inner = step.value;
      let outcome: Outcome<unknown>;
      try {
        outcome = { ok: true, value: yield (resume) => this.#enter(inner, resume) };
      } catch (error) {
        outcome = { ok: false, error };
      }
      step = outcome.ok ? co.next(outcome.value) : co.throw(outcome.error);
    }
    return step.value;
  }

  throw(error: unknown): void {
    if (this.#interrupt && !this.#stopped) this.#interrupt(error);
    else this.#pending.push(error);
  }

  stop(): void {
    this.#stopped = true;
  }

  continue(): void {
    this.#stopped = false;
    const held = this.#held;
    this.#held = undefined;
    if (held) held();
    else if (this.#pending.length > 0) this.#interrupt?.(this.#pending.shift());
  }

  #enter(inner: Wait<unknown>, resume: Resume<unknown>): (() => void) | undefined {
    if (this.#pending.length > 0 && !this.#stopped) {
      resume.error(this.#pending.shift());
      return undefined;
    }
    let over = false;
    this.#waiting = true;
    const leave = (deliver: () => void): void => {
      if (over) return;
      over = true;
      this.#interrupt = undefined;
      const go = (): void => {
        this.#waiting = false;
        deliver();
      };
      if (this.#stopped) this.#held = go;
      else go();
    };
    // Set before the wait starts: starting it may signal this very process.
    let cancel: (() => void) | undefined = undefined;
    let interrupted = false;
    this.#interrupt = (error) =>
      leave(() => {
        interrupted = true;
        cancel?.();
        resume.error(error);
      });
    cancel = inner({
      value: (value) => leave(() => resume.value(value)),
      error: (error) => leave(() => resume.error(error)),
    });
    if (interrupted) cancel?.();
    return () => {
      over = true;
      this.#interrupt = this.#held = undefined;
      cancel?.();
    };
  }
}
