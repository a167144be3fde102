import { createLab, headerOf } from '../lab/index.ts';
import { journeyTo, perform, solve } from './journey.ts';
import { Stage, type Rehearsal, type Result } from './rehearse.ts';
import type { Lesson, OutputSource, Step } from './schema.ts';
import { starts } from './starts.ts';

/** A line of a shown output; IDs are dimmed, the line that matters is marked. */
export interface ShownLine {
  readonly marked: boolean;
  readonly parts: readonly { readonly text: string; readonly dim: boolean }[];
}

/** The style guide's limit. */
const mostLines = 8;
/** Seed of the labs that outputs are made in. */
const seed = 'outputs';
/** Swarm IDs whole or cut, container IDs, digests, tokens. */
const idPattern = /(SWMTKN-[\w-]+|sha256:[0-9a-f]{64}|\b(?=[a-z]*\d)[0-9a-z]{25}\b|^(?=[a-z]*\d)[0-9a-z]{12}(?=\s|$))/;

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

/** The lines of an output as the prose shows them. */
export function show({ stdout, stderr }: Result, { keep, mark }: OutputSource): readonly ShownLine[] {
  const lines = (stdout + stderr).trimEnd().split('\n');
  const kept = new Set(lines.flatMap((line, i) => ((keep?.test(line) ?? true) ? [i] : [])).slice(0, mostLines));
  return lines.flatMap((line, i) => {
    if (kept.has(i)) return [{ marked: mark?.test(line) ?? false, parts: dimmed(line.trimEnd()) }];
    return i === 0 || kept.has(i - 1) ? [{ marked: false, parts: [{ text: '…', dim: true }] }] : [];
  });
}

function dimmed(line: string): ShownLine['parts'] {
  return line
    .split(new RegExp(idPattern, 'g'))
    .map((text, i) => ({ text, dim: i % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
