import { signal } from '@preact/signals';
import type { View } from '../../lab/index.ts';
import { whenChanged, whenCreated } from './lab.ts';
import { hostOf, screenOf } from './terminals.ts';

/** A command that ended in a terminal, with what it left on the screen. */
export interface Ran {
  id: number;
  host: string;
  command: string;
  output: string;
}

const limit = 200;
const listeners = new Set<(ran: Ran) => void>();
let count = 0;
let idle: Record<string, boolean> = {};

/** What the terminals ran, oldest first, at most 200. */
export const transcript = signal<readonly Ran[]>([]);

/** Called for each command that ended. */
export function whenRan(listener: (ran: Ran) => void): void {
  listeners.add(listener);
}

/** Begins to follow the terminals: what stands between two moments in which a shell waits is what it ran. */
export function startTranscript(): void {
  whenCreated(() => {
    idle = {};
    transcript.value = [];
  });
  whenChanged((view) => follow(view));
}

function follow(view: View): void {
  for (const [id, { idle: now }] of Object.entries(view.terminals)) {
    const before = idle[id];
    idle[id] = now;
    if (!now || before === true) continue;
    const host = hostOf(id);
    const screen = screenOf(host);
    if (before === false) screen?.textSince((lines) => note(host, lines));
    screen?.mark();
  }
}

/** A prompt as the hosts' shells print it, and what was typed after it. */
const prompt = /^[\w-]+@[\w-]+:[^#$]*[#$] ?(.*)$/;

function note(host: string, lines: readonly string[]): void {
  let ran: Ran | undefined;
  for (const line of lines) {
    const command = prompt.exec(line)?.[1];
    if (command === undefined) {
      if (ran) ran.output += `${line}\n`;
      continue;
    }
    keep(ran);
    ran = { id: ++count, host, command: command.trim(), output: '' };
  }
  keep(ran);
}

function keep(ran: Ran | undefined): void {
  if (!ran || ran.command === '') return;
  ran.output = ran.output.trimEnd();
  transcript.value = [...transcript.value, ran].slice(-limit);
  for (const listener of listeners) listener(ran);
}
