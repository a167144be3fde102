import { second } from '../../sim/index.ts';
import { evaluateTest } from '../builtins/test.ts';
import { echo } from '../echo.ts';
import { ShellError } from '../flow.ts';
import { printf } from '../printf.ts';
import { Shell } from '../state.ts';
import type { Process } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program } from './options.ts';

/** Microseconds of `1.5`, `2m`, `1h`; undefined: not a span. */
export function spanOf(word: string): number | undefined {
  const m = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(word);
  if (!m) return word === 'infinity' || word === 'inf' ? Infinity : undefined;
  const unit = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 }[m[2] ?? ''] ?? 1;
  return Math.round(Number(m[1]) * unit * second);
}

const sleep = program(function* (self) {
  const words = getopt(self.argv, '').operands;
  if (words.length === 0) throw new Failure("missing operand\nTry 'sleep --help' for more information.");
  let total = 0;
  for (const word of words) {
    const span = spanOf(word);
    if (span === undefined)
      throw new Failure(`invalid time interval ‘${word}’\nTry 'sleep --help' for more information.`);
    total += span;
  }
  if (total === Infinity) for (;;) yield* self.sleep(86_400 * second);
  yield* self.sleep(total);
  return 0;
});

function* testProgram(self: Process): Co<number> {
  const bracket = self.argv[0]?.endsWith('[') === true;
  const args = self.argv.slice(1);
  try {
    if (bracket && args.pop() !== ']') throw new ShellError("missing `]'", 2);
    return Number(!evaluateTest(new Shell(self, 'bash'), args, self.files));
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    yield* self.printError(`${self.argv[0]}: ${error.message}\n`);
    return 2;
  }
}

const env = program(function* (self) {
  const options = getopt(self.argv, 'iu:', { 'ignore-environment': 'i', unset: 'u' }, true);
  const vars = new Map(options.has('i') ? [] : self.env);
  for (const name of options.values('u')) vars.delete(name);
  const words = [...options.operands];
  for (let m = /^([^=]+)=([^]*)$/.exec(words[0] ?? ''); m; m = /^([^=]+)=([^]*)$/.exec(words[0] ?? '')) {
    vars.set(m[1] ?? '', m[2] ?? '');
    words.shift();
  }
  if (words.length === 0) {
    yield* self.print([...vars].map(([name, value]) => `${name}=${value}\n`).join(''));
    return 0;
  }
  if (self.which(words[0] ?? '') === undefined) throw new Failure(`‘${words[0]}’: No such file or directory`, 127);
  return (yield* self.wait(self.spawn({ argv: words, env: vars }))).code;
});

const seq = program(function* (self) {
  const args = self.argv.slice(1);
  let [separator, wide] = ['\n', false];
  while (/^-[swf]/.test(args[0] ?? '')) {
    const option = args.shift() ?? '';
    if (option === '-w') wide = true;
    else separator = option.length > 2 ? option.slice(2) : (args.shift() ?? '');
  }
  if (args.length === 0) throw new Failure("missing operand\nTry 'seq --help' for more information.");
  for (const word of args)
    if (Number.isNaN(Number(word)) || word === '')
      throw new Failure(`invalid floating point argument: ‘${word}’\nTry 'seq --help' for more information.`);
  const numbers = args.map(Number);
  const [first, step, last] =
    numbers.length === 1
      ? [1, 1, numbers[0] ?? 0]
      : numbers.length === 2
        ? [numbers[0] ?? 0, 1, numbers[1] ?? 0]
        : [numbers[0] ?? 0, numbers[1] ?? 1, numbers[2] ?? 0];
  if (step === 0)
    throw new Failure(`invalid Zero increment value: ‘${args[1]}’\nTry 'seq --help' for more information.`);
  const decimals = Math.max(...args.map((word) => word.split('.')[1]?.length ?? 0));
  const width = wide ? Math.max(...[first, last].map((n) => n.toFixed(decimals).length)) : 0;
  const count = Math.floor((last - first) / step + 1e-9);
  let out = '';
  for (let i = 0; i <= count; i++) {
    out += (first + i * step).toFixed(decimals).padStart(width, '0') + (i < count ? separator : '\n');
    if (out.length > 4_096) {
      yield* self.print(out);
      out = '';
    }
  }
  yield* self.print(out);
  return 0;
});

const uname = program(function* (self) {
  const options = getopt(self.argv, 'asnrvmpio', { all: 'a' });
  const parts: Readonly<Record<string, string>> = {
    s: 'Linux',
    n: self.space.hostname,
    r: self.host.kernelRelease,
    v: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.90-1 (2024-05-03)',
    m: 'x86_64',
    p: 'unknown',
    i: 'unknown',
    o: 'GNU/Linux',
  };
  const all = options.has('a');
  const wanted = Object.keys(parts).filter((letter) => (all ? !'pi'.includes(letter) : options.has(letter)));
  yield* self.print(`${(wanted.length > 0 ? wanted : ['s']).map((letter) => parts[letter]).join(' ')}\n`);
  return 0;
});

const id = program(function* (self) {
  const options = getopt(self.argv, 'ugnGr', { user: 'u', group: 'g', name: 'n' });
  const user = options.operands[0] ? self.space.users.find((u) => u.name === options.operands[0]) : self.user;
  if (!user) throw new Failure(`‘${options.operands[0]}’: no such user`);
  const name = options.has('n');
  const text = options.has('u')
    ? name
      ? user.name
      : user.uid
    : options.has('g') || options.has('G')
      ? name
        ? user.name
        : user.gid
      : `uid=${user.uid}(${user.name}) gid=${user.gid}(${user.name}) groups=${user.gid}(${user.name})`;
  yield* self.print(`${text}\n`);
  return 0;
});

const hostname = program(function* (self) {
  const options = getopt(self.argv, 'isfdI');
  const [name] = options.operands;
  if (name !== undefined) {
    self.space.hostname = name;
    return 0;
  }
  const addresses = [...self.space.interfaces.values()].map((i) => i.address.replace(/\/.*/, ''));
  yield* self.print(
    options.has('I') || options.has('i')
      ? `${addresses.join(' ')}${options.has('I') ? ' ' : ''}\n`
      : `${self.space.hostname}\n`,
  );
  return 0;
});

const basename = program(function* (self) {
  const options = getopt(self.argv, 'as:', { suffix: 's', multiple: 'a' });
  const [first, suffix = ''] = options.operands;
  if (first === undefined) throw new Failure("missing operand\nTry 'basename --help' for more information.");
  const many = options.has('a') || options.has('s');
  for (const path of many ? options.operands : [first]) {
    const name = path.replace(/\/+$/, '').split('/').pop() || '/';
    const cut = options.value('s') ?? (many ? '' : suffix);
    yield* self.print(`${cut && name !== cut && name.endsWith(cut) ? name.slice(0, -cut.length) : name}\n`);
  }
  return 0;
});

export const programs: Programs = {
  *true() {
    return 0;
  },
  *false() {
    return 1;
  },
  *echo(self) {
    yield* self.print(echo(self.argv.slice(1)));
    return 0;
  },
  *printf(self) {
    const [, format, ...args] = self.argv;
    if (format === undefined) {
      yield* self.printError("printf: missing operand\nTry 'printf --help' for more information.\n");
      return 1;
    }
    const { text, errors } = printf(format, args, self.clock.now);
    yield* self.print(text);
    for (const error of errors) yield* self.printError(`printf: ${error}\n`);
    return Number(errors.length > 0);
  },
  *pwd(self) {
    yield* self.print(`${self.space.files.realpath(self.cwd)}\n`);
    return 0;
  },
  env,
  *printenv(self) {
    const names = self.argv.slice(1);
    if (names.length === 0) yield* self.print([...self.env].map(([name, value]) => `${name}=${value}\n`).join(''));
    for (const name of names) {
      const value = self.env.get(name);
      if (value === undefined) return 1;
      yield* self.print(`${value}\n`);
    }
    return 0;
  },
  hostname,
  sleep,
  *yes(self) {
    const line = `${self.argv.slice(1).join(' ') || 'y'}\n`;
    const block = line.repeat(Math.ceil(1_024 / line.length));
    for (;;) yield* self.print(block);
  },
  seq,
  basename,
  dirname: program(function* (self) {
    const { operands } = getopt(self.argv, '');
    if (operands.length === 0) throw new Failure("missing operand\nTry 'dirname --help' for more information.");
    for (const path of operands) {
      const parts = path.replace(/\/+$/, '').replace(/\/*[^/]*$/, '');
      yield* self.print(`${parts || (path.startsWith('/') ? '/' : '.')}\n`);
    }
    return 0;
  }),
  test: testProgram,
  '[': testProgram,
  *nproc(self) {
    yield* self.print(`${self.host.cpus}\n`);
    return 0;
  },
  *whoami(self) {
    yield* self.print(`${self.user.name}\n`);
    return 0;
  },
  id,
  uname,
  *arch(self) {
    yield* self.print('x86_64\n');
    return 0;
  },
  *clear(self) {
    yield* self.print('\x1b[H\x1b[2J\x1b[3J');
    return 0;
  },
  *reset(self) {
    yield* self.print('\x1bc');
    return 0;
  },
  *tty(self) {
    yield* self.print(self.stdin.terminal ? '/dev/pts/0\n' : 'not a tty\n');
    return Number(!self.stdin.terminal);
  },
};
