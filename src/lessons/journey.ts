import type { Input, View } from '../lab/index.ts';
import { asInput } from './actions.ts';
import type { Action, Lesson, Step } from './schema.ts';

/**
 * What a journey asks of whoever drives it, who then resumes it with the lab's view:
 * `begin`: a step begins here, watch it (see createTracker) from now on;
 * `send`: post the input and, for an `exec`, wait for its `exec.done`;
 * `settle`: let time pass until the checks of the step begun last hold.
 */
export type Leg =
  | { readonly type: 'begin'; readonly step: Step }
  | { readonly type: 'send'; readonly input: Input }
  | { readonly type: 'settle' };

/** A way through a lab, leg by leg: a generator, so that it is the same for a worker, a test and a build. */
export type Journey<Result = void> = Generator<Leg, Result, View>;

/** Does actions one after another. `name` tells their executions from others. */
export function* perform(lesson: Lesson, actions: readonly Action[], name: string, view: View): Journey<View> {
  let now = view;
  for (const [i, action] of actions.entries())
    now = yield { type: 'send', input: asInput(lesson, action, now, `${name}.${i}`) };
  return now;
}

/** A step's set-up, its mark in the script, and its beginning. */
export function* begin(lesson: Lesson, step: Step, view: View): Journey<View> {
  yield* perform(lesson, step.setup ?? [], `${step.id}.setup`, view);
  yield { type: 'send', input: { type: 'mark', name: `step ${step.id}` } };
  return yield { type: 'begin', step };
}

/** A step's solution, until its checks hold. */
export function* solve(lesson: Lesson, step: Step, view: View, actions = step.solution): Journey<View> {
  yield* perform(lesson, actions, step.id, view);
  return yield { type: 'settle' };
}

/**
 * From a lab at its start to where a step begins: the lesson's set-up, then each earlier step begun and solved.
 * @throws Error where the lesson has no such step
 */
export function* journeyTo(lesson: Lesson, stepId: string, view: View): Journey<View> {
  let now = yield* perform(lesson, lesson.setup ?? [], 'setup', view);
  for (const step of lesson.steps) {
    now = yield* begin(lesson, step, now);
    if (step.id === stepId) return now;
    now = yield* solve(lesson, step, now);
  }
  throw new Error(`${lesson.id} has no step ${stepId}`);
}
