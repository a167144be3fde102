import { run, type Cancel, type Clock, type Co, type Micros, type Outcome } from '../sim/index.ts';

/** A span of life (a leadership, a session, a running daemon): timers, coroutines and subscriptions end with it. */
export class Scope {
  readonly clock: Clock;
  #ends = new Set<Cancel>();
  #ended = false;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Runs `work` after a delay, unless the scope has ended by then. */
  after(delay: Micros, work: () => void): Cancel {
    const release = this.adopt(
      this.clock.after(delay, () => {
        release();
        work();
      }),
    );
    return release;
  }

  /** Runs a coroutine that is dropped when the scope ends. */
  run<T>(co: Co<T>, onEnd?: (outcome: Outcome<T>) => void): Cancel {
    const held: Cancel[] = [];
    const routine = run(this.clock, co, (outcome) => {
      for (const release of held) release();
      onEnd?.(outcome);
    });
    const release = routine.done ? (): void => undefined : this.adopt(() => routine.kill());
    held.push(release);
    return release;
  }

  /** Ties something to the scope; the result undoes it early. */
  adopt(cancel: Cancel): Cancel {
    if (this.#ended) {
      cancel();
      return cancel;
    }
    const once = (): void => {
      if (this.#ends.delete(once)) cancel();
    };
    this.#ends.add(once);
    return once;
  }

  /** A scope that ends with this one, or before. */
  child(): Scope {
    const child = new Scope(this.clock);
    const release = this.adopt(() => child.end());
    child.adopt(release);
    return child;
  }

  end(): void {
    this.#ended = true;
    for (const cancel of [...this.#ends]) cancel();
  }
}
