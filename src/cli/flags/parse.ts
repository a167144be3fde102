import { Failure, messageOf } from '../failure.ts';
import { Flags } from './flags.ts';
import { typeOf } from './types.ts';

export interface Flag {
  readonly name: string;
  readonly short: string;
  readonly type: string;
}

/** The flags that a spec's compact text declares. */
export function declare(text = ''): Flag[] {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const [names = '', type = 'bool'] = word.split(':');
      const [name = '', short = ''] = names.split(',');
      return { name, short, type };
    });
}

const help: Flag = { name: 'help', short: '', type: 'bool' };

/**
 * Takes flags out of a command line by pflag's rules: `--name=value`, `--name value`, clusters of shorthands, `--`.
 * `stop` ends flags at the first argument. Throws Failure with pflag's words.
 */
export function parseFlags(
  words: readonly string[],
  declared: readonly Flag[],
  stop = false,
): { flags: Flags; args: string[] } {
  const flags = new Flags();
  const args: string[] = [];
  const rest = [...words];
  const known = [...declared, help];

  const assign = (flag: Flag, text: string): void => {
    try {
      flags.add(flag.name, typeOf(flag)(text));
    } catch (error) {
      const names = flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
      throw new Failure(`invalid argument ${JSON.stringify(text)} for "${names}" flag: ${messageOf(error)}`);
    }
  };

  const long = (word: string): void => {
    const [, name = '', value] = /^([^=]*)(?:=([^]*))?$/.exec(word) ?? [];
    if (name === '' || name.startsWith('-')) throw new Failure(`bad flag syntax: --${word}`);
    const flag = known.find((each) => each.name === name);
    if (!flag) throw new Failure(`unknown flag: --${name}`);
    if (value !== undefined) return assign(flag, value);
    if (flag.type === 'bool') return assign(flag, 'true');
    const next = rest.shift();
    if (next === undefined) throw new Failure(`flag needs an argument: --${name}`);
    assign(flag, next);
  };

  const cluster = (letters: string): void => {
    for (let left = letters; left !== '';) {
      const letter = left[0] as string;
      left = left.slice(1);
      const found = known.find((each) => each.short === letter) ?? (letter === 'h' ? help : undefined);
      if (!found) throw new Failure(`unknown shorthand flag: '${letter}' in -${letter + left}`);
      if (found === help) flags.add('h', true);
      if (left.startsWith('=')) return assign(found, left.slice(1));
      if (found.type === 'bool') {
        assign(found, 'true');
        continue;
      }
      const value = left || rest.shift();
      if (value === undefined) throw new Failure(`flag needs an argument: '${letter}' in -${letters}`);
      return assign(found, value);
    }
  };

  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      args.push(...rest);
      break;
    }
    if (word.startsWith('--')) long(word.slice(2));
    else if (word.startsWith('-') && word.length > 1) cluster(word.slice(1));
    else if (stop) {
      args.push(word, ...rest);
      break;
    } else args.push(word);
  }
  return { flags, args };
}
