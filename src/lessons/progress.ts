import type { Lesson, Question } from './schema.ts';

/** How far a step is. `shown`: solved with the solution's help. */
export type StepState = 'begun' | 'solved' | 'shown' | 'skipped';

/** What a learner did in one lesson: plain data, kept by the page. */
export interface Progress {
  readonly version: 1;
  readonly lesson: string;
  /** By step ID; a step that was never opened is not there. */
  readonly steps: Readonly<Record<string, StepState>>;
  /** How many hints were opened, by step ID. */
  readonly hints: Readonly<Record<string, number>>;
  /** Options picked, by `step/prediction`. */
  readonly predictions: Readonly<Record<string, string>>;
}

export function newProgress(lesson: string): Progress {
  return { version: 1, lesson, steps: {}, hints: {}, predictions: {} };
}

const rank: Readonly<Record<StepState, number>> = { begun: 0, skipped: 1, shown: 2, solved: 3 };

/** Notes a step's state; what was reached before is never taken back by less. */
export function withStep(progress: Progress, step: string, state: StepState): Progress {
  const before = progress.steps[step];
  if (before && rank[before] >= rank[state]) return progress;
  return { ...progress, steps: { ...progress.steps, [step]: state } };
}

/** Opens the next hint, up to `level` (1–3). */
export function withHint(progress: Progress, step: string, level: number): Progress {
  return { ...progress, hints: { ...progress.hints, [step]: Math.max(progress.hints[step] ?? 0, level) } };
}

export function withPrediction(progress: Progress, step: string, prediction: string, option: string): Progress {
  return { ...progress, predictions: { ...progress.predictions, [`${step}/${prediction}`]: option } };
}

/** The first step that is neither solved nor skipped; undefined when the lesson is done. */
export function nextStep(lesson: Lesson, progress: Progress): string | undefined {
  return lesson.steps.find((step) => (progress.steps[step.id] ?? 'begun') === 'begun')?.id;
}

export function serialize(progress: Progress): string {
  return JSON.stringify(progress);
}

/**
 * Reads what `serialize` wrote. What is broken, of another lesson or of steps that are no more is left out, never thrown:
 * a learner keeps what can be kept.
 */
export function parseProgress(text: string | null | undefined, lesson: Lesson): Progress {
  const empty = newProgress(lesson.id);
  const stored = object(parsed(text));
  if (stored.version !== 1 || stored.lesson !== lesson.id) return empty;
  const ids = new Set(lesson.steps.map((step) => step.id));
  const options = new Map<string, Question['options']>(
    lesson.steps.flatMap((step) =>
      Object.entries(step.predictions ?? {}).map(([id, question]) => [`${step.id}/${id}`, question.options]),
    ),
  );
  return {
    ...empty,
    steps: keep(
      stored.steps,
      (id, value): value is StepState => ids.has(id) && typeof value === 'string' && value in rank,
    ),
    hints: keep(stored.hints, (id, value): value is number => ids.has(id) && [1, 2, 3].includes(value as number)),
    predictions: keep(
      stored.predictions,
      (id, value): value is string => typeof value === 'string' && value in (options.get(id) ?? {}),
    ),
  };
}

function parsed(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function keep<T>(value: unknown, good: (key: string, value: unknown) => value is T): Record<string, T> {
  return Object.fromEntries(Object.entries(object(value)).filter((entry): entry is [string, T] => good(...entry)));
}
