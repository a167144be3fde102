import { Errno, type Process } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import { linesOf, openInput } from './input.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program } from './options.ts';
import { parseSed, type Address, type SedCommand } from './sed-parser.ts';

/** The machine of a sed script over one stream of lines. */
class Machine {
  readonly #commands: readonly SedCommand[];
  readonly #quiet: boolean;
  #lines: string[] = [];
  #next = 0;
  #number = 0;
  #pattern = '';
  #hold = '';
  #appended = '';
  #replaced = false;
  /** Ranges under way: the line number at which each ends, or Infinity. */
  readonly #ranges = new Map<SedCommand, number>();
  out = '';
  quit: number | undefined;

  constructor(commands: readonly SedCommand[], quiet: boolean) {
    this.#commands = commands;
    this.#quiet = quiet;
  }

  *run(self: Process, lines: string[]): Co<void> {
    this.#lines = lines;
    this.#next = 0;
    while (this.#next < lines.length && this.quit === undefined) {
      yield* self.charge(5);
      this.#read();
      yield* this.#cycle(self);
      this.out += this.#appended;
      this.#appended = '';
    }
  }

  #read(): void {
    this.#pattern = this.#lines[this.#next++] ?? '';
    this.#number++;
  }

  get #last(): boolean {
    return this.#next >= this.#lines.length;
  }

  *#cycle(self: Process): Co<void> {
    let i = 0;
    let steps = 0;
    const jump = (label: string): number => {
      const at =
        label === '' ? this.#commands.length : this.#commands.findIndex((c) => c.name === ':' && c.text === label);
      if (at < 0) throw new Failure(`-e expression #1, char ${label.length}: can't find label for jump to \`${label}'`);
      return at;
    };
    while (i < this.#commands.length) {
      if (++steps % 64 === 0) yield* self.charge(20);
      const command = this.#commands[i] as SedCommand;
      i++;
      if (!this.#selected(command)) {
        if (command.name === '{') i = command.end;
        continue;
      }
      switch (command.name) {
        case 's':
          this.#substitute(command);
          break;
        case 'y':
          this.#pattern = [...this.#pattern].map((c) => command.map?.get(c) ?? c).join('');
          break;
        case 'p':
          this.out += `${this.#pattern}\n`;
          break;
        case 'P':
          this.out += `${this.#pattern.split('\n')[0]}\n`;
          break;
        case '=':
          this.out += `${this.#number}\n`;
          break;
        case 'a':
          this.#appended += `${command.text}\n`;
          break;
        case 'i':
          this.out += `${command.text}\n`;
          break;
        case 'c':
          if (!command.to || command.negated || (this.#ranges.get(command) ?? 0) <= this.#number || this.#last)
            this.out += `${command.text}\n`;
          return;
        case 'd':
          return;
        case 'D': {
          const newline = this.#pattern.indexOf('\n');
          if (newline < 0) return;
          this.#pattern = this.#pattern.slice(newline + 1);
          i = 0;
          break;
        }
        case 'n':
          if (!this.#quiet) this.out += `${this.#pattern}\n`;
          if (this.#last) return void (this.quit = 0);
          this.#read();
          break;
        case 'N':
          if (this.#last) {
            if (!this.#quiet) this.out += `${this.#pattern}\n`;
            return void (this.quit = 0);
          }
          this.#pattern += `\n${this.#lines[this.#next++] ?? ''}`;
          this.#number++;
          break;
        case 'h':
          this.#hold = this.#pattern;
          break;
        case 'H':
          this.#hold += `\n${this.#pattern}`;
          break;
        case 'g':
          this.#pattern = this.#hold;
          break;
        case 'G':
          this.#pattern += `\n${this.#hold}`;
          break;
        case 'x':
          [this.#pattern, this.#hold] = [this.#hold, this.#pattern];
          break;
        case 'b':
          i = jump(command.text);
          break;
        case 't':
          if (this.#replaced) {
            this.#replaced = false;
            i = jump(command.text);
          }
          break;
        case 'q':
        case 'Q':
          this.quit = Number(command.text || 0);
          if (command.name === 'q' && !this.#quiet) this.out += `${this.#pattern}\n`;
          return;
      }
    }
    if (!this.#quiet) this.out += `${this.#pattern}\n`;
    this.#replaced = false;
  }

  #matches(address: Address): boolean {
    if (address.kind === 'line') return this.#number === address.line;
    if (address.kind === 'last') return this.#last;
    if (address.kind === 'step')
      return this.#number >= address.line && (this.#number - address.line) % (address.step || 1) === 0;
    return address.kind === 'regex' && address.regex.test(this.#pattern);
  }

  #selected(command: SedCommand): boolean {
    const { from, to } = command;
    let selected = true;
    if (from && !to) selected = this.#matches(from);
    else if (from && to) selected = this.#inRange(command, from, to);
    return selected !== command.negated;
  }

  #inRange(command: SedCommand, from: Address, to: Address): boolean {
    const end = this.#ranges.get(command);
    if (end === undefined || end < this.#number) {
      const zero = from.kind === 'line' && from.line === 0 && end === undefined && this.#number === 1;
      if (!zero && !this.#matches(from)) return false;
      const until = to.kind === 'line' ? to.line : to.kind === 'plus' ? this.#number + to.line : Infinity;
      this.#ranges.set(command, zero && this.#matches(to) ? 1 : Math.max(until, this.#number));
      return true;
    }
    if (end === Infinity && this.#matches(to)) this.#ranges.set(command, this.#number);
    return true;
  }

  #substitute(command: SedCommand): void {
    const { regex, flags = '', replacement = [] } = command;
    if (!regex) return;
    const wanted = Number(/\d+/.exec(flags)?.[0] ?? 1);
    const all = flags.includes('g');
    let count = 0;
    let done = false;
    const result = this.#pattern.replace(regex, (...args: unknown[]) => {
      const groups = args
        .filter((arg): arg is string | undefined => typeof arg !== 'number' && typeof arg !== 'object')
        .slice(0, -1);
      const whole = groups[0] ?? '';
      count++;
      if (count < wanted || (!all && count > wanted)) return whole;
      done = true;
      return expand(replacement, groups);
    });
    if (!done) return;
    this.#pattern = result;
    this.#replaced = true;
    if (flags.includes('p')) this.out += `${this.#pattern}\n`;
  }
}

/** Puts a replacement together: groups by number, and the case changes \U \L \E \u \l. */
function expand(parts: readonly (string | number)[], groups: readonly (string | undefined)[]): string {
  let out = '';
  let mode = '';
  let once = '';
  for (const part of parts) {
    if (typeof part === 'string' && /^\\[ULEul]$/.test(part)) {
      if (part === '\\u' || part === '\\l') once = part;
      else mode = part;
      continue;
    }
    let text = typeof part === 'number' ? (groups[part] ?? '') : part;
    if (mode === '\\U') text = text.toUpperCase();
    if (mode === '\\L') text = text.toLowerCase();
    if (once && text) {
      text = (once === '\\u' ? text.charAt(0).toUpperCase() : text.charAt(0).toLowerCase()) + text.slice(1);
      once = '';
    }
    out += text;
  }
  return out;
}

const sed = program(function* (self) {
  const argv = self.argv.map((word) => (/^-i.+/.test(word) && !/^-i[nErs]+$/.test(word) ? '-i' : word));
  const options = getopt(argv, 'nErie:f:s', {
    quiet: 'n',
    silent: 'n',
    'regexp-extended': 'E',
    'in-place': 'i',
    expression: 'e',
    file: 'f',
  });
  const operands = [...options.operands];
  const scripts = [...options.values('e')];
  for (const path of options.values('f')) scripts.push(self.space.files.readFile(self.resolve(path)));
  if (scripts.length === 0) {
    const script = operands.shift();
    if (script === undefined) {
      yield* self.printError('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n');
      return 1;
    }
    scripts.push(script);
  }
  const commands = parseSed(scripts.join('\n'), options.has('E') || options.has('r'));
  if (options.has('i')) return yield* inPlace(self, operands, () => new Machine(commands, options.has('n')));
  const machine = new Machine(commands, options.has('n'));
  let [text, status] = ['', 0];
  for (const path of operands.length > 0 ? operands : ['-']) {
    const file = yield* openInput(self, 'sed', path, `can't read ${path}`);
    if (!file) {
      status = 2;
      continue;
    }
    text += yield* self.readAll(file);
    file.close();
  }
  yield* machine.run(self, linesOf(text));
  // A last line without a newline is printed without one.
  const bare = text !== '' && !text.endsWith('\n') && machine.quit === undefined;
  yield* self.print(bare ? machine.out.replace(/\n$/, '') : machine.out);
  return machine.quit ?? status;
});

function* inPlace(self: Process, operands: readonly string[], make: () => Machine): Co<number> {
  if (operands.length === 0) throw new Failure('no input files', 4);
  let status = 0;
  for (const path of operands) {
    const full = self.resolve(path);
    try {
      const text = self.space.files.readFile(full);
      const machine = make();
      yield* machine.run(self, linesOf(text));
      self.space.files.writeFile(full, machine.out);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      yield* self.printError(`sed: can't read ${path}: ${error.message}\n`);
      status = 2;
    }
  }
  return status;
}

export const programs: Programs = { sed };
