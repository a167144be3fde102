import type { View } from '../../lab/index.ts';
import type { Question } from '../schema.ts';
import { say, type Text, type Values } from '../text.ts';

export interface Verdict {
  readonly met: boolean;
  /** While unmet: what is missing, with the present values. */
  readonly message?: Text;
}

/** What a check is judged by: the lab as it is, and what the learner answered (by question). */
export interface Moment {
  readonly now: View;
  readonly answers: ReadonlyMap<Question, string>;
}

/** Judges one moment after another; it may remember the earlier ones. */
export type Judge = (moment: Moment) => Verdict;

/** A named condition on the published view. It names an outcome, never the way there. */
export interface Predicate {
  /** As the course writes it: `conv(myweb,2)`. Unique within a step. */
  readonly name: string;
  /** Begins to watch; `start` is the view as the step begins. */
  readonly begin: (start: View) => Judge;
  /** Set for `ask`: what the learner answers. */
  readonly question?: Question;
}

export const met: Verdict = { met: true };

export function unmet(text: Text, values?: Values): Verdict {
  return { met: false, message: say(text, values) };
}

/** A condition that needs no memory. */
export function plain(name: string, judge: (now: View) => Verdict): Predicate {
  return { name, begin: () => (moment) => judge(moment.now) };
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

const comparisons: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

export function compare(a: number, operator: Comparison, b: number): boolean {
  return comparisons[operator](a, b);
}
