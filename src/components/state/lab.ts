import { signal } from '@preact/signals';
import { openLab } from '../../lab/open.ts';
import { apply } from '../../lab/patch.ts';
import type { FromLab, Input, LabPort, ToLab, View } from '../../lab/index.ts';
import { labPage } from './page.ts';

/*
 * The page's end of the lab: applies patches to the view and hands messages on. It keeps nothing about the cluster but the
 * view itself.
 */

/** The view as it is drawn: at most one change a frame. */
export const view = signal<View | undefined>(undefined);
/** Where time is (microseconds), and how fast it runs now (0: paused). */
export const clock = signal<{ now: number; rate: number } | undefined>(undefined);
/** Why the emulator stopped, if it did. */
export const failure = signal<string | undefined>(undefined);
/** The speed that was chosen; pausing does not change it. */
export const speed = signal(1);
export const paused = signal(false);

type Listener<T> = (value: T) => void;

let port: LabPort | undefined;
let latest: View | undefined;
let frame = 0;
/** Set while the page drives time itself (travelling to a step). */
let override: number | undefined;
const outputs = new Map<string, Listener<string>>();
const onChange = new Set<Listener<View>>();
const onExec = new Set<Listener<Extract<FromLab, { type: 'exec.done' }>>>();
const onCreate = new Set<Listener<View>>();

const second = 1_000_000;
let told = 0;

/** Opens the page's lab, once. */
export function start(): void {
  if (port) return;
  port = openLab();
  port.listen(receive);
  document.addEventListener('visibilitychange', sendRate);
  create();
}

/** Makes the lab anew, as its header has it. */
export function create(): void {
  failure.value = undefined;
  latest = undefined;
  post({ type: 'create', header: labPage().header });
  sendRate();
}

function post(message: ToLab): void {
  port?.post(message);
}

/** Something happens to the lab. */
export function input(message: Input): void {
  post({ type: 'input', input: message });
}

/** Runs one event while paused. */
export function stepOnce(): void {
  post({ type: 'step' });
}

export function setPaused(value: boolean): void {
  paused.value = value;
  sendRate();
}

export function setSpeed(value: number): void {
  speed.value = value;
  paused.value = false;
  sendRate();
}

/** Lets the page drive time at a rate of its own until it is called without one. */
export function drive(rate?: number): void {
  override = rate;
  sendRate();
}

/** A hidden tab's time stands still, so that nothing happens unseen. */
function sendRate(): void {
  const rate = override ?? (paused.value || document.hidden ? 0 : speed.value);
  post({ type: 'rate', rate });
}

/** The view after every change, also those that are never drawn. */
export function latestView(): View | undefined {
  return latest;
}

const subscribe = <T>(set: Set<T>, listener: T): (() => void) => {
  set.add(listener);
  return () => set.delete(listener);
};

/** Called for each change of the view, in order, and once a virtual second. */
export const whenChanged = (listener: Listener<View>): (() => void) => subscribe(onChange, listener);
export const whenExecuted = (listener: (done: Extract<FromLab, { type: 'exec.done' }>) => void): (() => void) =>
  subscribe(onExec, listener);
/** Called with the first view of each lab that is made. */
export const whenCreated = (listener: Listener<View>): (() => void) => {
  if (latest) listener(latest);
  return subscribe(onCreate, listener);
};

/** What a terminal prints goes to its one listener. */
export function attach(terminal: string, listener: Listener<string>): () => void {
  outputs.set(terminal, listener);
  return () => outputs.delete(terminal);
}

function receive(message: FromLab): void {
  switch (message.type) {
    case 'view':
      latest = message.view;
      for (const listener of [...onCreate]) listener(latest);
      return changed();
    case 'patch':
      if (!latest) return;
      latest = apply(latest, message.patches);
      return changed();
    case 'clock':
      clock.value = { now: message.now, rate: message.rate };
      if (latest && message.now - told >= second) {
        latest = { ...latest, clock: { ...latest.clock, now: message.now } };
        changed();
      }
      return;
    case 'terminal.output':
      return outputs.get(message.terminal)?.(message.data);
    case 'exec.done':
      for (const listener of [...onExec]) listener(message);
      return;
    case 'failed':
      failure.value = message.message;
      return;
  }
}

function changed(): void {
  if (!latest) return;
  told = latest.clock.now;
  for (const listener of [...onChange]) listener(latest);
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    view.value = latest;
  });
}
