import { sleep, type Clock, type Co, type Micros } from '../sim/index.ts';
import { TERMINAL } from './costs.ts';
import { Discipline } from './discipline.ts';
import { Handle, type Stream } from './open-file.ts';
import type { OpenFile, Signal, Terminal, TerminalMaster } from './types.ts';
import { WaitQueue } from './wait-queue.ts';

/** Whom a terminal's signals go to: its foreground group, or (a hang-up) its whole session. */
export type Deliver = (terminal: Terminal, signal: Signal, to: 'foreground' | 'session') => void;

/** A pseudo-terminal: the slave is a stream, the master is what a page, ssh or `docker exec -it` holds. */
export class PseudoTerminal implements Terminal, TerminalMaster, Stream {
  readonly kind = 'tty';
  readonly terminal = this;
  readonly slave: OpenFile;
  handles = 0;
  echo = true;
  foreground = 0;
  size: { cols: number; rows: number };
  #mode: Terminal['mode'] = 'cooked';
  readonly #clock: Clock;
  readonly #deliver: Deliver;
  readonly #discipline: Discipline;
  /** What may be read: whole lines in cooked mode ('' an end of input), anything in raw mode. */
  #ready: string[] = [];
  readonly #readers = new WaitQueue();
  #listener: ((data: string) => void) | undefined;
  #unheard = '';
  #lastShown = '';
  /** When the terminal will have shown all that was written. */
  #busyUntil: Micros = 0;
  #hungUp = false;

  constructor(clock: Clock, cols: number, rows: number, deliver: Deliver) {
    this.#clock = clock;
    this.#deliver = deliver;
    this.size = { cols, rows };
    this.#discipline = new Discipline({
      echo: (text) => {
        if (this.echo) this.#show(text);
      },
      submit: (line) => this.#offer(line),
      signal: (signal) => {
        this.#ready = [];
        deliver(this, signal, 'foreground');
      },
    });
    this.slave = new Handle(this);
  }

  get mode(): Terminal['mode'] {
    return this.#mode;
  }

  set mode(mode) {
    if (mode === this.#mode) return;
    this.#mode = mode;
    const typed = this.#discipline.take();
    if (mode === 'raw' && typed !== '') this.#offer(typed);
  }

  input(data: string): void {
    if (this.#hungUp || data === '') return;
    if (this.#mode === 'cooked') this.#discipline.input(data);
    else this.#offer(data);
  }

  resize(cols: number, rows: number): void {
    if (cols === this.size.cols && rows === this.size.rows) return;
    this.size = { cols, rows };
    this.#deliver(this, 'SIGWINCH', 'foreground');
  }

  onOutput(listener: (data: string) => void): void {
    this.#listener = listener;
    const early = this.#unheard;
    this.#unheard = '';
    if (early !== '') listener(early);
  }

  hangUp(): void {
    if (this.#hungUp) return;
    this.#hungUp = true;
    this.#deliver(this, 'SIGHUP', 'session');
    this.#readers.wake();
    this.slave.close();
  }

  /** As after a power loss: nobody reads, nothing was typed, settings are the first ones. */
  reset(): void {
    this.#mode = 'cooked';
    this.echo = true;
    this.#ready = [];
    this.#discipline.take();
    this.#busyUntil = 0;
  }

  *read(max: number): Co<string> {
    while (this.#ready.length === 0) {
      if (this.#hungUp) return '';
      yield* this.#readers.sleep();
    }
    if (this.#mode === 'raw') {
      const all = this.#ready.join('');
      this.#ready = all.length > max ? [all.slice(max)] : [];
      return all.slice(0, max);
    }
    const line = this.#ready.shift() as string;
    if (line.length > max) this.#ready.unshift(line.slice(max));
    return line.slice(0, max);
  }

  *write(data: string): Co<void> {
    for (let from = 0; from < data.length && !this.#hungUp; from += TERMINAL.ahead) {
      const early = this.#busyUntil - this.#clock.now - TERMINAL.ahead * TERMINAL.perCharacter;
      if (early > 0) yield* sleep(this.#clock, early);
      const piece = data.slice(from, from + TERMINAL.ahead);
      const characters = this.#show(piece);
      this.#busyUntil = Math.max(this.#busyUntil, this.#clock.now) + characters * TERMINAL.perCharacter;
    }
  }

  release(): void {
    this.#readers.wake();
  }

  #offer(text: string): void {
    this.#ready.push(text);
    this.#readers.wake();
  }

  /** Newlines return the carriage too. In raw mode not a second time: what comes from a far terminal has done so. */
  #show(text: string): number {
    const shown = this.#mode === 'cooked' ? text.replaceAll('\n', '\r\n') : this.#returned(text);
    this.#lastShown = shown.at(-1) ?? this.#lastShown;
    if (this.#listener) this.#listener(shown);
    else this.#unheard += shown;
    return shown.length;
  }

  #returned(text: string): string {
    const before = this.#lastShown === '\r' ? '\r' : '';
    return (before + text).replace(/(?<!\r)\n/g, '\r\n').slice(before.length);
  }
}
