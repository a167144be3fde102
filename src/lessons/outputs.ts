import { createLab, headerOf } from '../lab/index.ts';
import { journeyTo, perform, solve } from './journey.ts';
import { Stage, type Rehearsal } from './rehearse.ts';
import type { Lesson, Step } from './schema.ts';
import { show, type ShownLine } from './shown.ts';
import { starts } from './starts.ts';

/** Seed of the labs that outputs are made in. */
const seed = 'outputs';

/** A new lab as a lesson starts in it. */
export function stageFor(lesson: Lesson, withSeed = seed): Stage {
  return new Stage(createLab(headerOf(starts[lesson.start], withSeed)));
}

/**
 * Makes a step's outputs in labs of their own, by name. Runs where the site is built, never on a page.
 * @throws Error where the lesson has no such step
 */
export function* outputsOf(lesson: Lesson, step: Step): Rehearsal<Map<string, readonly ShownLine[]>> {
  const shown = new Map<string, readonly ShownLine[]>();
  for (const [name, source] of Object.entries(step.outputs ?? {})) {
    const stage = stageFor(lesson);
    yield* stage.follow(journeyTo(lesson, step.id, stage.view));
    if (source.at !== 'start') yield* stage.follow(solve(lesson, step, stage.view));
    const [result] = yield* stage.follow(perform(lesson, [source.run], name, stage.view));
    if (result) shown.set(name, show(result, source));
  }
  return shown;
}
