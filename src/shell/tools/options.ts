import { Errno, type Process, type Program } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';

/** A program's error that ends it: printed as `name: message`. */
export class Failure extends Error {
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

/** A command line as getopt reads it. */
export interface Options {
  /** Letters (or long names) that were given; with a value, the last one. */
  readonly has: (name: string) => boolean;
  readonly value: (name: string) => string | undefined;
  /** All values of an option that may be repeated. */
  readonly values: (name: string) => readonly string[];
  readonly operands: string[];
}

/**
 * Reads a command line.
 * @param spec letters as for getopt(3): `nA:` has a flag n and an option A with a value
 * @param long long names to the letter they mean, e.g. `{ count: 'c' }`
 * @param stop whether the first operand ends the options (programs that run another one)
 */
export function getopt(
  argv: readonly string[],
  spec: string,
  long: Readonly<Record<string, string>> = {},
  stop = false,
): Options {
  const name = argv[0]?.split('/').pop() ?? '';
  const found = new Map<string, string[]>();
  const operands: string[] = [];
  const add = (letter: string, value = ''): void => void found.set(letter, [...(found.get(letter) ?? []), value]);
  const takes = (letter: string): boolean => spec[spec.indexOf(letter) + 1] === ':';
  let i = 1;
  for (; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '--') {
      i++;
      break;
    }
    if (word.startsWith('--')) {
      const [key = '', ...rest] = word.slice(2).split('=');
      const letter = long[key] ?? (key === 'help' || key === 'version' ? key : undefined);
      if (letter === undefined)
        throw new Failure(`unrecognized option '--${key}'\nTry '${name} --help' for more information.`, usage(name));
      if (letter.length === 1 && takes(letter)) {
        const value = rest.length > 0 ? rest.join('=') : argv[++i];
        if (value === undefined)
          throw new Failure(
            `option '--${key}' requires an argument\nTry '${name} --help' for more information.`,
            usage(name),
          );
        add(letter, value);
      } else add(letter);
    } else if (/^-./.test(word)) {
      for (let j = 1; j < word.length; j++) {
        const letter = word.charAt(j);
        if (!/[^:]/.test(letter) || !spec.includes(letter))
          throw new Failure(`invalid option -- '${letter}'\nTry '${name} --help' for more information.`, usage(name));
        if (!takes(letter)) {
          add(letter);
          continue;
        }
        const value = word.slice(j + 1) || argv[++i];
        if (value === undefined)
          throw new Failure(
            `option requires an argument -- '${letter}'\nTry '${name} --help' for more information.`,
            usage(name),
          );
        add(letter, value);
        break;
      }
    } else {
      operands.push(word);
      if (stop) {
        i++;
        break;
      }
    }
  }
  operands.push(...argv.slice(i));
  return {
    has: (key) => found.has(key),
    value: (key) => found.get(key)?.at(-1),
    values: (key) => found.get(key) ?? [],
    operands,
  };
}

/** The status that a program leaves with when it does not understand its command line. */
const usage = (name: string): number => (['ls', 'grep', 'sort', 'diff', 'egrep', 'fgrep'].includes(name) ? 2 : 1);

/**
 * A program from its body: a Failure becomes `name: message` and a status, and so does a failed kernel call.
 * @param tells what stands before the words of a failed kernel call on an operand: `cannot statx 'x'`
 */
export function program(body: (self: Process, name: string) => Co<number>, tells?: (path: string) => string): Program {
  return function* (self) {
    const name = self.argv[0]?.split('/').pop() ?? '';
    try {
      return yield* body(self, name);
    } catch (error) {
      if (error instanceof Errno && error.code !== 'EPIPE') {
        const path = self.argv.slice(1).findLast((word) => !word.startsWith('-')) ?? '';
        yield* self.printError(`${name}: ${tells?.(path) ?? path}: ${error.message}\n`);
        return 1;
      }
      if (!(error instanceof Failure)) throw error;
      yield* self.printError(`${name}: ${error.message}\n`);
      return error.status;
    }
  };
}
