import type { Lab, View } from '../lab/index.ts';
import type { Journey } from './journey.ts';
import { createTracker, type Tracker } from './tracker.ts';

const second = 1_000_000;
/** Virtual time that a command may take, and that a step may take to settle after its solution. */
const patience = 300 * second;

export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

/**
 * Work on labs in this thread. A lazy import may hold one: it is yielded, and whoever runs the work awaits its imports
 * and goes on: `for (const lab of work) await advanceTo(lab, lab.now)`.
 */
export type Rehearsal<T> = Generator<Lab, T>;

/** A lab in this thread with an eye on the step under way: what tests and the site's build see lessons through. */
export class Stage {
  readonly lab: Lab;
  #tracker: Tracker | undefined;
  #results = new Map<string, Result>();

  constructor(lab: Lab) {
    this.lab = lab;
    lab.output.subscribe((message) => {
      if (message.type === 'patch') this.#tracker?.update(lab.view());
      if (message.type === 'exec.done') this.#results.set(message.id, message);
    });
  }

  get view(): View {
    return this.lab.view();
  }

  /** Watches the step begun last. Throws before the first. */
  get tracker(): Tracker {
    if (!this.#tracker) throw new Error('no step has begun');
    return this.#tracker;
  }

  /** Lets virtual microseconds pass, less if `stop` says so. The step is judged each second. */
  *pass(span: number, stop: () => boolean = () => false): Rehearsal<void> {
    const end = this.lab.now + span;
    while (this.lab.now < end && !stop()) {
      const came = this.lab.advance(Math.min(end, this.lab.now + second), stop);
      if (came === 'held') yield this.lab;
      this.#tracker?.update(this.view);
    }
  }

  /** Runs a journey to its end and returns what its commands printed, in order. */
  *follow(journey: Journey<unknown>): Rehearsal<Result[]> {
    const results: Result[] = [];
    for (let next = journey.next(this.view); !next.done; next = journey.next(this.view)) {
      const leg = next.value;
      if (leg.type === 'begin') this.#tracker = createTracker(leg.step, this.view);
      else if (leg.type === 'settle') yield* this.pass(patience, () => this.tracker.standing.met);
      else {
        this.lab.input(leg.input);
        if (leg.input.type === 'exec') results.push(yield* this.#ended(leg.input.id));
      }
    }
    return results;
  }

  *#ended(id: string): Rehearsal<Result> {
    yield* this.pass(patience, () => this.#results.has(id));
    const result = this.#results.get(id);
    if (!result) throw new Error(`${id} did not end`);
    this.#results.delete(id);
    return result;
  }
}
