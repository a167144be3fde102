import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Host, Process, Program, TerminalMaster } from '../../../src/host/index.ts';
import { cellWidth, lastCharacter } from '../../../src/host/index.ts';
import { millisecond, second, wait } from '../../../src/sim/index.ts';
import { bench } from './bench.ts';

function onTerminal(program: Program): {
  clock: ReturnType<typeof bench>['clock'];
  host: Host;
  master: TerminalMaster;
  process: Process;
  shown: () => string;
  /** Types, and lets a moment pass; returns what that showed. */
  type: (keys: string) => string;
} {
  const { clock, host } = bench();
  const master = host.openTerminal(80, 24);
  let shown = '';
  master.onOutput((data) => (shown += data));
  const files = new Map([0, 1, 2].map((fd) => [fd, master.slave]));
  const process = host.root.start({ argv: ['test'], program, files });
  clock.advance(clock.now + 10 * millisecond);
  return {
    clock,
    host,
    master,
    process,
    shown: () => shown,
    type: (keys) => {
      const before = shown.length;
      master.input(keys);
      clock.advance(clock.now + 10 * millisecond);
      return shown.slice(before);
    },
  };
}

/** Shows each read in angle brackets, until the end of the input. */
const reader: Program = function* (self) {
  for (;;) {
    const data = yield* self.stdin.read();
    if (data === '') break;
    yield* self.print(`<${data}>`);
  }
  yield* self.print('end');
  return 0;
};

const forever: Program = function* () {
  return yield* wait<number>(() => undefined);
};

describe('a cooked terminal', () => {
  it('echoes keys and hands over whole lines', () => {
    const { type } = onTerminal(reader);
    expect(type('ab')).toBe('ab');
    expect(type('c\r')).toBe('c\r\n<abc\r\n>');
    expect(type('one\ntwo\n')).toBe('one\r\ntwo\r\n<one\r\n><two\r\n>');
  });

  it('erases a cell for a letter, two for a Hangul syllable, two for ^A', () => {
    const { type } = onTerminal(reader);
    expect(type('a한')).toBe('a한');
    expect(type('\x7f')).toBe('\b\b  \b\b');
    expect(type('\x01\x7f')).toBe('^A\b\b  \b\b');
    expect(type('\x7f')).toBe('\b \b');
    expect(type('\x7f')).toBe('');
    expect(type('b\r')).toBe('b\r\n<b\r\n>');
  });

  it('kills a word and a line', () => {
    const { type } = onTerminal(reader);
    type('one two  ');
    expect(type('\x17')).toBe(`${'\b'.repeat(5)}     ${'\b'.repeat(5)}`);
    expect(type('\x15')).toBe('\b\b\b\b    \b\b\b\b');
    expect(type('x\r')).toContain('<x\r\n>');
  });

  it('ends the input by Ctrl-D on an empty line, and else hands over what is there', () => {
    const { type, process } = onTerminal(reader);
    expect(type('ab\x04')).toBe('ab<ab>');
    expect(type('\x04')).toBe('end');
    expect(process.exit?.code).toBe(0);
  });

  it.each([
    ['\x03', '^C', 130],
    ['\x1c', '^\\', 131],
  ])('signals its foreground group by %j', (key, echo, code) => {
    const { type, process } = onTerminal(forever);
    expect(type(`junk${key}`)).toBe(`junk${echo}`);
    expect(process.exit?.code).toBe(code);
  });

  it('interrupts only the group in the foreground', () => {
    let inFront: Process | undefined;
    let behind: Process | undefined;
    const { type, process } = onTerminal(function* (self) {
      inFront = self.spawn({ argv: ['front'], program: forever, newGroup: true });
      behind = self.spawn({ argv: ['behind'], program: forever, newGroup: true });
      if (self.terminal) self.terminal.foreground = inFront.pgid;
      yield* self.wait(inFront);
      return yield* forever(self);
    });
    type('\x03');
    expect(inFront?.exit?.code).toBe(130);
    expect(behind?.exit).toBeUndefined();
    expect(process.exit).toBeUndefined();
  });

  it('keeps silent when told not to echo, and returns the carriage at newlines', () => {
    const { type, master, shown } = onTerminal(function* (self) {
      yield* self.print('a\nb\n');
      return yield* reader(self);
    });
    expect(shown()).toBe('a\r\nb\r\n');
    master.terminal.echo = false;
    expect(type('secret\r')).toBe('<secret\r\n>');
  });

  it('hands an unfinished line to a reader that switches to raw mode', () => {
    const { type, master } = onTerminal(reader);
    type('typed ahead');
    master.terminal.mode = 'raw';
    expect(type('\x03')).toBe('<typed ahead\x03>');
  });
});

describe('a raw terminal', () => {
  it('hands on every key as it is, and does not return a carriage twice', () => {
    const { type, master } = onTerminal(function* (self) {
      for (;;) yield* self.print(yield* self.stdin.read());
    });
    master.terminal.mode = 'raw';
    expect(type('\x03\r\n')).toBe('\x03\r\n');
    expect(type('a\nb')).toBe('a\r\nb');
    type('\r');
    expect(type('\n')).toBe('\n');
  });
});

describe('any terminal', () => {
  it('shows at most a megabyte a second, and an interrupt lands in between', () => {
    const { clock, shown, type, process } = onTerminal(function* (self) {
      for (;;) yield* self.print(`${'x'.repeat(99_998)}\n`);
    });
    const before = shown().length;
    clock.advance(clock.now + second);
    expect(shown().length - before).toBeGreaterThan(900_000);
    expect(shown().length - before).toBeLessThan(1_100_000);
    type('\x03');
    expect(process.exit?.code).toBe(130);
  });

  it('hangs up: SIGHUP to all of its session, end of input for the deaf', () => {
    let child: Process | undefined;
    const { master, process, clock } = onTerminal(function* (self) {
      self.trap('SIGHUP', 'ignore');
      child = self.spawn({ argv: ['child'], program: forever, newGroup: true });
      child.trap('SIGHUP', 'default');
      return yield* reader(self);
    });
    master.hangUp();
    clock.advance(clock.now + second);
    expect(child?.exit?.code).toBe(129);
    expect(process.exit?.code).toBe(0);
  });

  it('tells its foreground of a new size', () => {
    const sizes: number[] = [];
    const { master } = onTerminal(function* (self) {
      self.trap('SIGWINCH', () => sizes.push(self.terminal?.size.cols ?? 0));
      return yield* forever(self);
    });
    master.resize(80, 24);
    master.resize(120, 40);
    expect(sizes).toEqual([120]);
  });
});

describe('cells', () => {
  it.each([
    ['abc', 3],
    ['한글', 4],
    ['e\u0301', 1],
    ['한', 2],
    ['😀', 2],
    ['\t', 0],
  ])('of %j are %i', (text, width) => {
    expect(cellWidth(text)).toBe(width);
  });

  it('keep a mark with its letter', () => {
    expect(lastCharacter('ae\u0301')).toBe('e\u0301');
    expect(lastCharacter('가나')).toBe('나');
    expect(lastCharacter('')).toBe('');
  });

  it('are never negative, and sum up over characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(cellWidth(a + b)).toBe(cellWidth(a) + cellWidth(b));
      }),
    );
  });
});
