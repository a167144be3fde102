import type { Input, View } from '../lab/index.ts';
import type { Predicate } from './predicates/predicate.ts';
import type { StartName } from './starts.ts';
import type { Text } from './text.ts';

/** A line typed on a host. `{worker-token}` and `{manager-token}` in it stand for the swarm's present join tokens. */
export interface Command {
  /** Absent: the lesson's first host. */
  readonly host?: string;
  readonly line: string;
}

/** What a learner can do: type a line (a bare string: on the first host), or anything else that a lab takes. */
export type Action = string | Command | Exclude<Input, { type: `terminal.${string}` | 'exec' | 'mark' }>;

/** A question with a few answers. The right one stands fixed, or is computed from the lab as it is. */
export interface Question {
  readonly question: Text;
  /** Option ID → what stands beside the button. */
  readonly options: Readonly<Record<string, Text>>;
  readonly answer: string | ((view: View) => string);
  /** One sentence why, shown with the answer. */
  readonly reason: Text;
}

/** A way that looks right and is not: after it, the check stays unmet and says why. */
export interface NearMiss {
  readonly actions: readonly Action[];
  /** Name of the check that must stay unmet. */
  readonly unmet: string;
  /** What that check then says; `diagnosis` where a rule names the cause instead. */
  readonly message?: Text;
  readonly diagnosis?: string;
}

/** What a command must print and return, as the prose claims. Texts are parts of the output; exit is 0 by default. */
export interface Expectation {
  /** When it is tried: as the step begins, or (the default) after its solution. */
  readonly at?: 'start' | 'end';
  readonly run: string | Command;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exit?: number;
}

/** An output shown in the prose, made from the lab when the site is built. */
export interface OutputSource {
  readonly at?: 'start' | 'end';
  readonly run: string | Command;
  /** Lines to keep, the others are cut to `…`; absent: all. At most 8 are shown. */
  readonly keep?: RegExp;
  /** The lines that matter. */
  readonly mark?: RegExp;
}

export interface Step {
  /** Stable: progress is kept under it, and the prose has it as `<Step id>`. */
  readonly id: string;
  readonly title: Text;
  readonly goal: Text;
  /** Done to the lab before the step begins. */
  readonly setup?: readonly Action[];
  readonly checks: readonly Predicate[];
  /** The first hint: where to look. The second and third are made from the solution. */
  readonly hint: Text;
  readonly solution: readonly Action[];
  readonly alternatives?: readonly (readonly Action[])[];
  readonly nearMisses?: readonly NearMiss[];
  readonly expects?: readonly Expectation[];
  /** By the ID that the prose uses in `<Predict id>`. */
  readonly predictions?: Readonly<Record<string, Question>>;
  /** By the name that the prose uses in `<Output of>`. */
  readonly outputs?: Readonly<Record<string, OutputSource>>;
}

export interface Lesson {
  /** The folder's name, and the address of the page. */
  readonly id: string;
  /** Its place in the course. */
  readonly number: number;
  readonly title: Text;
  readonly minutes: number;
  readonly start: StartName;
  /** Done to the lab once, before the first step. */
  readonly setup?: readonly Action[];
  readonly steps: readonly Step[];
}

/** Says that an object is a lesson; the type does the work. */
export function defineLesson(lesson: Lesson): Lesson {
  return lesson;
}
