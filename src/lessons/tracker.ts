import type { View } from '../lab/index.ts';
import type { Verdict } from './predicates/predicate.ts';
import type { Question, Step } from './schema.ts';

/** How a step's checks stand. */
export interface Standing {
  /** One verdict per check, in the step's order. */
  readonly verdicts: readonly Verdict[];
  /** All checks hold at this moment. */
  readonly met: boolean;
}

/** Judges a step as its lab changes. */
export interface Tracker {
  readonly standing: Standing;
  /** Feed it every view, and one each second where time passes without a change (`stable` measures time). */
  readonly update: (view: View) => Standing;
  /** The learner picks an option of an `ask`. */
  readonly answer: (question: Question, option: string) => Standing;
}

/**
 * Begins to watch a step. All memory is in the tracker: after a rewind or a reload, make a new one from the view at the
 * step's mark in the script and feed it the views of the replay.
 */
export function createTracker(step: Step, start: View): Tracker {
  const judges = step.checks.map((check) => check.begin(start));
  const answers = new Map<Question, string>();
  let now = start;
  const judge = (): Standing => {
    const verdicts = judges.map((each) => each({ now, answers }));
    return { verdicts, met: verdicts.every((verdict) => verdict.met) };
  };
  let standing = judge();
  return {
    get standing() {
      return standing;
    },
    update: (view) => {
      now = view;
      return (standing = judge());
    },
    answer: (question, option) => {
      answers.set(question, option);
      return (standing = judge());
    },
  };
}
