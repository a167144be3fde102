import type { OpenFile, Process } from '../host/index.ts';
import type { Co } from '../sim/index.ts';
import type { Assignment, CompoundCommand, CompoundList, Redirected, Statement } from 'unbash';
import type { Job } from './jobs.ts';
import type * as language from './language.ts';
import { Variables } from './variables.ts';

/** Whose words the shell speaks: its error texts and options differ. */
export type Flavour = 'bash' | 'dash' | 'ash';

/** The open files that a command sees, by descriptor. */
export type Io = ReadonlyMap<number, OpenFile>;

/** A shell function, with the source its positions point into. */
export interface ShellFunction {
  readonly body: CompoundCommand | Redirected | CompoundList;
  readonly source: string;
}

/** Runs statements; returns the status of the last. */
export type Evaluate = (sh: Shell, statements: readonly Statement[], io: Io) => Co<number>;

type Language = typeof language;

/** The state of one shell process. */
export class Shell {
  readonly self: Process;
  readonly flavour: Flavour;
  vars: Variables;
  functions = new Map<string, ShellFunction>();
  aliases = new Map<string, string>();
  /** By the long names of `set -o`. */
  options = new Set<string>();
  /** $0. */
  name: string;
  /** $1 … */
  args: string[] = [];
  status = 0;
  /** The status of the last command substitution: what an assignment without a command leaves in `$?`. */
  substituted = 0;
  pipeStatus: number[] = [0];
  lastBackground: number | undefined;
  jobs: Job[] = [];
  /** Signal name without SIG, or EXIT, ERR → commands. */
  traps = new Map<string, string>();
  /** Signals that came and whose trap has not run yet. */
  pending: string[] = [];
  history: string[] = [];
  interactive = false;
  /** Messages carry `line N:`; so it is everywhere but at a prompt. */
  numbered = true;
  forked = false;
  /** > 0 where a failure is looked at (`if`, `&&`, `!`), so that `set -e` does not apply. */
  tested = 0;
  loops = 0;
  /** How many commands are under way, one within another. */
  depth = 0;
  calls: string[] = [];
  /** The file that is being sourced: what messages begin with. */
  sourced: string | undefined;
  /** What node positions point into, and where in it the shell is. */
  source = '';
  pos = 0;
  /** The statement under way, as `jobs` shows it. */
  text = '';
  /** The line of the input on which `source` begins. */
  firstLine = 1;
  /** Array assignments among the arguments of the declaring builtin that runs next. */
  deferred: Assignment[] = [];
  umask = 0o022;
  #language: Language | undefined;

  constructor(self: Process, flavour: Flavour, language?: Language, vars?: Variables) {
    this.self = self;
    this.flavour = flavour;
    this.#language = language;
    this.name = self.argv[0] ?? flavour;
    this.vars = vars ?? new Variables(self.env);
  }

  /** Loads what understands commands, once in a shell's life. */
  *learn(): Co<Language> {
    return (this.#language ??= yield* this.self.load(() => import('./language.ts')));
  }

  /** The language of a shell that has learnt it: whatever runs within a command may count on it. */
  get language(): Language {
    if (!this.#language) throw new Error('a command runs in a shell that has not learnt its language');
    return this.#language;
  }

  /** Runs statements; returns the status of the last. */
  get evaluate(): Evaluate {
    return this.language.evaluate;
  }

  /** The shell as its forked child has it: everything is a copy, traps are reset, jobs are the parent's. */
  fork(child: Process): Shell {
    const copy = new Shell(child, this.flavour, this.#language, this.vars.fork(child.env));
    copy.functions = new Map(this.functions);
    copy.aliases = new Map(this.aliases);
    copy.options = new Set(this.options);
    copy.name = this.name;
    copy.args = [...this.args];
    copy.status = this.status;
    copy.lastBackground = this.lastBackground;
    copy.history = this.history;
    copy.numbered = this.numbered;
    copy.forked = true;
    copy.tested = this.tested;
    copy.calls = [...this.calls];
    copy.source = this.source;
    copy.pos = this.pos;
    copy.firstLine = this.firstLine;
    return copy;
  }

  /** What stands before a message: `bash`, `bash: line 3`, `sh: 1`, as each shell has it. */
  get prefix(): string {
    const name = this.interactive && this.flavour !== 'ash' ? this.flavour.replace('dash', 'sh') : this.name;
    if (!this.numbered) return this.flavour === 'dash' ? `${name}: 1` : name;
    const file = this.sourced ?? name;
    const line = this.firstLine + this.source.slice(0, this.pos).split('\n').length - 1;
    if (this.flavour === 'dash') return `${file}: ${line}`;
    if (this.flavour === 'ash' && this.source.indexOf('\n') < 0) return name;
    return `${file}: line ${line}`;
  }
}
