import { signal } from '@preact/signals';
import { attach, input, whenCreated } from './lab.ts';
import type { Screen } from '../lab/screen.ts';

/* The terminals of the page, one per host, opened on demand. */

interface Terminal {
  screen: Screen;
  open: boolean;
}

/** The host whose terminal is shown. */
export const activeHost = signal('');
/** Hosts whose terminal was opened since the lab was made. */
export const openedHosts = signal<readonly string[]>([]);

const terminals = new Map<string, Terminal>();
/** Typed before the terminal was there. */
const waiting = new Map<string, string>();
/** While held, no terminal is opened: the lab is being brought to a step. */
export const held = signal(false);
let alive = false;

const idOf = (host: string): string => `tab:${host}`;

/** The host of a terminal's ID. */
export const hostOf = (terminal: string): string => terminal.replace(/^tab:/, '');

/** Shows a host's terminal, opening it if need be. */
export function show(host: string): void {
  activeHost.value = host;
  if (!openedHosts.value.includes(host)) openedHosts.value = [...openedHosts.value, host];
}

/** A screen for a host's terminal is on the page. Returns what takes it away. */
export function mount(host: string, screen: Screen): () => void {
  const terminal: Terminal = { screen, open: false };
  terminals.set(host, terminal);
  const detach = attach(idOf(host), (data) => screen.write(data));
  connect(host, terminal);
  return () => {
    detach();
    terminals.delete(host);
  };
}

function connect(host: string, terminal: Terminal): void {
  if (!alive || held.value || terminal.open) return;
  terminal.open = true;
  input({ type: 'terminal.open', terminal: idOf(host), host, ...terminal.screen.size() });
  const typed = waiting.get(host);
  waiting.delete(host);
  if (typed !== undefined) type(host, typed);
}

/** Sends keys to a host's terminal. */
export function type(host: string, data: string): void {
  if (terminals.get(host)?.open) input({ type: 'terminal.input', terminal: idOf(host), data });
  else waiting.set(host, (waiting.get(host) ?? '') + data);
}

export function resize(host: string, cols: number, rows: number): void {
  if (terminals.get(host)?.open) input({ type: 'terminal.resize', terminal: idOf(host), cols, rows });
}

/** Types a command into a host's terminal and presses Enter. */
export function run(host: string, command: string): void {
  show(host);
  type(host, `${command.trim().replaceAll(/\n/g, '\r')}\r`);
}

/** Holds the terminals back, or lets them open. */
export function hold(value: boolean): void {
  held.value = value;
  if (!value) for (const [host, terminal] of terminals) connect(host, terminal);
}

/** Puts the keys' focus into the terminal that is shown. */
export function focusTerminal(): void {
  terminals.get(activeHost.value)?.screen.focus();
}

export function screenOf(host: string): Screen | undefined {
  return terminals.get(host)?.screen;
}

if (!import.meta.env.SSR)
  whenCreated(() => {
    alive = true;
    for (const [host, terminal] of terminals) {
      terminal.open = false;
      terminal.screen.clear();
      connect(host, terminal);
    }
  });
