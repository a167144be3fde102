import { run, wait, type Clock, type Co, type Outcome, type Resume, type Routine } from '../sim/index.ts';

/** A coroutine that goes on beside its program; `result` waits for its end. */
export class Future<T> {
  readonly #routine: Routine;
  #outcome: Outcome<T> | undefined;
  #waiting: Resume<T>[] = [];

  constructor(clock: Clock, co: Co<T>) {
    this.#routine = run(clock, co, (outcome) => {
      this.#outcome = outcome;
      for (const resume of this.#waiting) settle(resume, outcome);
    });
  }

  /** What it returned, once it has; throws what it threw. */
  result(): Co<T> {
    return wait<T>((resume) => {
      if (this.#outcome) settle(resume, this.#outcome);
      else this.#waiting.push(resume);
      return undefined;
    });
  }

  /** Drops it. */
  cancel(): void {
    this.#routine.kill();
  }
}

function settle<T>(resume: Resume<T>, outcome: Outcome<T>): void {
  if (outcome.ok) resume.value(outcome.value);
  else resume.error(outcome.error);
}
