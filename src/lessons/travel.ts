import type { Input, View } from '../lab/index.ts';
import type { Journey } from './journey.ts';
import { createTracker, type Tracker } from './tracker.ts';

/** A journey under way, driven by what its lab tells. */
export interface Traveller {
  readonly done: boolean;
  /** Watches the step begun last. */
  readonly tracker: Tracker | undefined;
  /** The lab told `exec.done`; `view` is its view after that. */
  readonly finished: (id: string, view: View) => void;
  /** The lab changed, or time passed. */
  readonly changed: (view: View) => void;
}

/**
 * Sets a journey going over a lab that is reached by messages only (a worker): nothing here waits, it is told.
 * @param tracker of the step under way, where the journey begins within one (its solution)
 * @param send posts an input to the lab
 * @param onDone called once, when the last leg is done
 */
export function travel(
  journey: Journey<unknown>,
  { view, tracker, send, onDone }: { view: View; tracker?: Tracker; send: (input: Input) => void; onDone: () => void },
): Traveller {
  let watching = tracker;
  let waitingFor: string | undefined;
  let settling = false;
  let done = false;

  const go = (now: View): void => {
    for (let next = journey.next(now); ; next = journey.next(now)) {
      if (next.done) {
        done = true;
        onDone();
        return;
      }
      const leg = next.value;
      if (leg.type === 'begin') watching = createTracker(leg.step, now);
      else if (leg.type === 'settle') {
        settling = watching?.standing.met === false;
        if (settling) return;
      } else {
        waitingFor = leg.input.type === 'exec' ? leg.input.id : undefined;
        send(leg.input);
        if (waitingFor !== undefined) return;
      }
    }
  };

  go(view);
  return {
    get done() {
      return done;
    },
    get tracker() {
      return watching;
    },
    finished: (id, now) => {
      watching?.update(now);
      if (id !== waitingFor) return;
      waitingFor = undefined;
      go(now);
    },
    changed: (now) => {
      if (!watching?.update(now).met || !settling) return;
      settling = false;
      go(now);
    },
  };
}
