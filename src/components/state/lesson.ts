import { signal } from '@preact/signals';
import { fill, messages } from '../../i18n/index.ts';
import { diagnose } from '../../lessons/diagnose.ts';
import { journeyTo, perform, type Journey } from '../../lessons/journey.ts';
import { newProgress, withHint, withPrediction, withStep, type Progress } from '../../lessons/progress.ts';
import type { Lesson, Question, Step } from '../../lessons/schema.ts';
import type { Text } from '../../lessons/text.ts';
import type { Standing } from '../../lessons/tracker.ts';
import { travel, type Traveller } from '../../lessons/travel.ts';
import type { View } from '../../lab/index.ts';
import { announce } from './announce.ts';
import { create, drive, input, latestView, whenChanged, whenCreated, whenExecuted } from './lab.ts';
import { labPage } from './page.ts';
import { readProgress, writeProgress } from './progress.ts';
import { hold } from './terminals.ts';
import { whenRan } from './transcript.ts';

/* The lesson that is read beside the lab: which step is shown, which one the lab is at, and how its checks stand. */

export const lesson = signal<Lesson | undefined>(undefined);
/** The step that is read. */
export const shown = signal('');
/** The step that the lab is at; its checks are judged. */
export const active = signal('');
export const standing = signal<Standing | undefined>(undefined);
export const progress = signal<Progress>(newProgress(''));
/** The lab is being brought to a step. */
export const travelling = signal(false);
/** What the last command suggests, if a rule knows its slip. */
export const advice = signal<Text | undefined>(undefined);

/** How fast time runs while the lab is brought to a step. */
const hurry = 1000;

const loaders = import.meta.glob<{ default: Lesson }>('../../../content/*/lab.ts');
let traveller: Traveller | undefined;

/** Loads the page's lesson and brings the lab to the first open step. */
export async function startLesson(): Promise<void> {
  const name = labPage().lesson;
  const load = name && loaders[`../../../content/${name}/lab.ts`];
  if (!load) return;
  const { default: loaded } = await load();
  lesson.value = loaded;
  progress.value = readProgress(loaded);
  shown.value = stepNow();
  whenCreated((view) => depart(journeyTo(loaded, shown.value, view), view));
  whenChanged(judge);
  whenExecuted(({ id }) => {
    const view = latestView();
    if (view) traveller?.finished(id, view);
  });
  whenRan((ran) => (advice.value = diagnose(ran)?.message));
}

/** The step that the page shows first: the document's script has chosen it before anything was drawn. */
function stepNow(): string {
  return document.querySelector<HTMLElement>('.step[data-now]')?.dataset['step'] ?? lesson.value!.steps[0]!.id;
}

function depart(journey: Journey<unknown>, view: View): void {
  active.value = shown.value;
  standing.value = undefined;
  advice.value = undefined;
  travelling.value = true;
  hold(true);
  drive(hurry);
  const arrive = (): void => {
    drive();
    hold(false);
    travelling.value = false;
    record(withStep(progress.value, active.value, 'begun'));
  };
  traveller = travel(journey, { view, send: input, onDone: arrive });
  judge(latestView() ?? view);
}

function judge(view: View): void {
  if (!traveller) return;
  traveller.changed(view);
  if (!travelling.value) settle(traveller.tracker?.standing);
}

function settle(now: Standing | undefined): void {
  const before = standing.value;
  standing.value = now;
  if (!now) return;
  const words = messages(labPage().locale).said;
  const done = (each: Standing): number => each.verdicts.filter((verdict) => verdict.met).length;
  if (before && done(now) > done(before))
    announce(now.met ? words.allMet : fill(words.goals, { done: done(now), all: now.verdicts.length }));
  if (now.met && !isSolved(active.value)) {
    advice.value = undefined;
    const helped = (progress.value.hints[active.value] ?? 0) >= 3;
    record(withStep(progress.value, active.value, helped ? 'shown' : 'solved'));
  }
}

function record(next: Progress): void {
  progress.value = next;
  writeProgress(next);
}

/** Whether a step was solved, at whatever time. */
export function isSolved(id: string): boolean {
  const state = progress.value.steps[id];
  return state === 'solved' || state === 'shown';
}

export const stepAt = (id: string): number => lesson.value?.steps.findIndex((step) => step.id === id) ?? -1;

function read(id: string): void {
  shown.value = id;
  for (const element of document.querySelectorAll<HTMLElement>('.step'))
    element.toggleAttribute('data-now', element.dataset['step'] === id);
  document.querySelector('.work .body')?.scrollTo({ top: 0 });
}

/** Reads the step before; the lab stays as it is. */
export function back(): void {
  const before = lesson.value?.steps[stepAt(shown.value) - 1];
  if (before) read(before.id);
}

/** Goes to the step after. The lab follows: from where it stands if that step was solved in it, else made anew. */
export function forward(): void {
  const now = lesson.value;
  const view = latestView();
  const at = stepAt(shown.value);
  const after = now?.steps[at + 1];
  if (!now || !view || !after) return;
  const from = shown.value;
  if (!isSolved(from)) record(withStep(progress.value, from, 'skipped'));
  read(after.id);
  if (after.id === active.value || stepAt(active.value) > at + 1) return;
  if (from === active.value && standing.value?.met) depart(enter(now, after, view), view);
  else create();
}

function* enter(now: Lesson, step: Step, view: View): Journey<View> {
  yield* perform(now, step.setup ?? [], `${step.id}.setup`, view);
  yield { type: 'send', input: { type: 'mark', name: `step ${step.id}` } };
  return yield { type: 'begin', step };
}

/** Makes the lab anew as the shown step begins. */
export function resetStep(): void {
  create();
}

/** Starts the lesson again from its first step; what was solved stays noted. */
export function resetLesson(): void {
  const first = lesson.value?.steps[0];
  if (first) read(first.id);
  create();
}

export function openHint(step: string, level: number): void {
  record(withHint(progress.value, step, level));
}

export function predict(step: string, prediction: string, option: string): void {
  record(withPrediction(progress.value, step, prediction, option));
}

export function answer(question: Question, option: string): void {
  settle(traveller?.tracker?.answer(question, option));
}
