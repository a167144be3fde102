import { Errno, type Process, type Stat } from '../../host/index.ts';
import { day, minute, type Co } from '../../sim/index.ts';
import { wholePattern } from '../pattern.ts';
import type { Programs } from './lazy.ts';
import { Failure, program } from './options.ts';

interface Found {
  path: string;
  name: string;
  stat: Stat;
}

type Test = (found: Found) => Co<boolean>;

const letter = (stat: Stat): string =>
  (({ directory: 'd', symlink: 'l', device: 'c' }) as Partial<Record<Stat['kind'], string>>)[stat.kind] ?? 'f';

/** Compares with `+n`, `-n` or `n`. */
function counted(spec: string): (n: number) => boolean {
  const n = Number(spec.replace(/^[-+]/, ''));
  if (spec.startsWith('+')) return (x) => x > n;
  return spec.startsWith('-') ? (x) => x < n : (x) => x === n;
}

/** Reads the expression of a command line into one test. */
class Expression {
  readonly #self: Process;
  readonly #words: readonly string[];
  #i = 0;
  maxDepth = Infinity;
  minDepth = 0;
  acts = false;
  depthFirst = false;
  /** Arguments gathered by `-exec … {} +`, run at the end. */
  readonly batches: { argv: string[]; paths: string[] }[] = [];

  constructor(self: Process, words: readonly string[]) {
    this.#self = self;
    this.#words = words;
  }

  parse(): Test {
    if (this.#words.length === 0) return always;
    const test = this.#or();
    if (this.#i < this.#words.length) throw new Failure(`paths must precede expression: \`${this.#words[this.#i]}'`);
    return test;
  }

  #or(): Test {
    let left = this.#and();
    while (['-o', '-or'].includes(this.#words[this.#i] ?? '')) {
      this.#i++;
      const [a, b] = [left, this.#and()];
      left = function* (found) {
        return (yield* a(found)) || (yield* b(found));
      };
    }
    return left;
  }

  #and(): Test {
    let left = this.#not();
    for (
      let word = this.#words[this.#i];
      word !== undefined && ![')', '-o', '-or'].includes(word);
      word = this.#words[this.#i]
    ) {
      if (word === '-a' || word === '-and') this.#i++;
      const [a, b] = [left, this.#not()];
      left = function* (found) {
        return (yield* a(found)) && (yield* b(found));
      };
    }
    return left;
  }

  #not(): Test {
    const word = this.#words[this.#i];
    if (word === '!' || word === '-not') {
      this.#i++;
      const inner = this.#not();
      return function* (found) {
        return !(yield* inner(found));
      };
    }
    if (word === '(') {
      this.#i++;
      const inner = this.#or();
      this.#i++;
      return inner;
    }
    return this.#primary();
  }

  #argument(name: string): string {
    const word = this.#words[this.#i++];
    if (word === undefined) throw new Failure(`missing argument to \`${name}'`);
    return word;
  }

  #primary(): Test {
    const self = this.#self;
    const name = this.#words[this.#i++] ?? '';
    const pure = (test: (found: Found) => boolean): Test =>
      function* (found) {
        yield* self.charge(1);
        return test(found);
      };
    switch (name) {
      case '-name':
      case '-iname': {
        const fold = (text: string): string => (name === '-iname' ? text.toLowerCase() : text);
        const pattern = wholePattern(fold(this.#argument(name)));
        return pure((found) => pattern.test(fold(found.name)));
      }
      case '-path':
      case '-wholename': {
        const pattern = wholePattern(this.#argument(name));
        return pure((found) => pattern.test(found.path));
      }
      case '-type': {
        const kinds = this.#argument(name).split(',');
        return pure((found) => kinds.includes(letter(found.stat)));
      }
      case '-maxdepth':
        this.maxDepth = Number(this.#argument(name));
        return always;
      case '-mindepth':
        this.minDepth = Number(this.#argument(name));
        return always;
      case '-size': {
        const spec = this.#argument(name);
        const unit = { c: 1, k: 1024, M: 1024 * 1024, G: 1024 ** 3 }[spec.slice(-1)] ?? 512;
        const test = counted(spec.replace(/[ckMGb]$/, ''));
        return pure((found) => test(Math.ceil(found.stat.size / unit)));
      }
      case '-empty':
        return pure((found) =>
          found.stat.kind === 'directory'
            ? self.space.files.list(self.resolve(found.path)).length === 0
            : found.stat.size === 0,
        );
      case '-mtime':
      case '-mmin': {
        const test = counted(this.#argument(name));
        const unit = name === '-mtime' ? day : minute;
        return pure((found) => test(Math.floor((self.clock.now - found.stat.mtime) / unit)));
      }
      case '-newer': {
        const other = self.space.files.stat(self.resolve(this.#argument(name))).mtime;
        return pure((found) => found.stat.mtime > other);
      }
      case '-perm': {
        const spec = this.#argument(name);
        const bits = parseInt(spec.replace(/^[-/]/, ''), 8);
        return pure(({ stat }) =>
          spec.startsWith('-')
            ? (stat.mode & bits) === bits
            : spec.startsWith('/')
              ? (stat.mode & bits) !== 0
              : (stat.mode & 0o7777) === bits,
        );
      }
      case '-user': {
        const user = this.#argument(name);
        const uid = self.space.users.find((u) => u.name === user)?.uid ?? Number(user);
        return pure((found) => found.stat.uid === uid);
      }
      case '-true':
        return always;
      case '-print':
      case '-print0':
        this.acts = true;
        return function* (found) {
          yield* self.print(found.path + (name === '-print' ? '\n' : '\0'));
          return true;
        };
      case '-delete':
        this.acts = this.depthFirst = true;
        return function* (found) {
          if (found.path !== '.') self.space.files.remove(self.resolve(found.path));
          return true;
        };
      case '-exec':
        return this.#exec();
      default:
        throw new Failure(
          name.startsWith('-') ? `unknown predicate \`${name}'` : `paths must precede expression: \`${name}'`,
        );
    }
  }

  #exec(): Test {
    this.acts = true;
    const argv: string[] = [];
    let word = this.#words[this.#i++];
    while (word !== undefined && word !== ';' && !(word === '+' && argv.at(-1) === '{}')) {
      argv.push(word);
      word = this.#words[this.#i++];
    }
    if (word === undefined) throw new Failure("missing argument to `-exec'");
    if (word === '+') {
      const batch = { argv: argv.slice(0, -1), paths: [] as string[] };
      this.batches.push(batch);
      return function* (found) {
        batch.paths.push(found.path);
        return true;
      };
    }
    const self = this.#self;
    return function* (found) {
      return (
        (yield* execute(
          self,
          argv.map((arg) => arg.replaceAll('{}', found.path)),
        )) === 0
      );
    };
  }
}

function* always(): Co<boolean> {
  return true;
}

function* execute(self: Process, argv: string[]): Co<number> {
  try {
    return (yield* self.wait(self.spawn({ argv }))).code;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    yield* self.printError(`find: ‘${argv[0]}’: ${error.message}\n`);
    return 1;
  }
}

function* visit(self: Process, path: string, depth: number, test: Test, expression: Expression): Co<number> {
  const { files } = self.space;
  const full = self.resolve(path);
  let stat: Stat;
  try {
    stat = files.stat(full, { followLink: false });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    yield* self.printError(`find: ‘${path}’: ${error.message}\n`);
    return 1;
  }
  const found = { path, name: path.replace(/\/+$/, '').split('/').pop() || path, stat };
  const look = function* (): Co<void> {
    if (depth >= expression.minDepth && (yield* test(found)) && !expression.acts) yield* self.print(`${path}\n`);
  };
  if (!expression.depthFirst) yield* look();
  let status = 0;
  if (stat.kind === 'directory' && depth < expression.maxDepth)
    for (const entry of files.list(full))
      status |= yield* visit(self, path.endsWith('/') ? path + entry : `${path}/${entry}`, depth + 1, test, expression);
  if (expression.depthFirst) yield* look();
  return status;
}

const find = program(function* (self) {
  const words = self.argv.slice(1);
  const first = words.findIndex((word) => /^[-(!]/.test(word));
  const roots = first < 0 ? words : words.slice(0, first);
  const expression = new Expression(self, first < 0 ? [] : words.slice(first));
  const test = expression.parse();
  let status = 0;
  for (const root of roots.length > 0 ? roots : ['.']) status |= yield* visit(self, root, 0, test, expression);
  for (const batch of expression.batches)
    if (batch.paths.length > 0) status |= Number((yield* execute(self, [...batch.argv, ...batch.paths])) !== 0);
  return status;
});

export const programs: Programs = { find };
