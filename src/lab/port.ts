import type { Micros } from '../sim/index.ts';
import type { Patch, View } from './view.ts';

/* What crosses the lab's door: the same messages in a Worker, an iframe's MessagePort, or a test. All are plain data. */

export interface HostSpec {
  name: string;
  address: string;
  cpus?: number;
  memory?: number;
}

export interface Topology {
  hosts: readonly HostSpec[];
  /** Hosts that form a swarm at the start; the first is its first manager, names with "manager" in them join as managers. */
  swarm?: readonly string[];
}

/** What identifies a lab before anything is typed. */
export interface LabHeader {
  format: 1;
  emulator: string;
  seed: string;
  /** Microseconds since the Unix epoch. */
  start: Micros;
  topology: Topology;
  /** Name of the catalogue of images: `default`, or one that the page registered. */
  images: string;
}

/** Everything that can happen to a lab from outside; each becomes a line of the script. */
export type Input =
  | { type: 'terminal.open'; terminal: string; host: string; cols: number; rows: number }
  | { type: 'terminal.input'; terminal: string; data: string }
  | { type: 'terminal.resize'; terminal: string; cols: number; rows: number }
  | { type: 'terminal.close'; terminal: string }
  /** Runs lines in a shell without a terminal (a step's set-up, a test); output comes as `exec.done`. */
  | { type: 'exec'; id: string; host: string; command: string }
  | { type: 'file.write'; host: string; path: string; content: string }
  | { type: 'power'; host: string; on: boolean }
  | { type: 'engine'; host: string; running: boolean }
  | { type: 'link'; between: readonly [string, string]; cut: boolean }
  /** A label in the script: a step was begun, reached or reset. Nothing happens. */
  | { type: 'mark'; name: string };

/** An input with its place in the script: it happens after every event due at or before its time. */
export interface ScriptLine {
  at: Micros;
  seq: number;
  input: Input;
  /** On every 50th line: what the view hashes to just before it. A replay that differs there is not the same lab. */
  digest?: string;
}

export interface Script {
  header: LabHeader;
  lines: readonly ScriptLine[];
}

/** To the lab. Only `input` is part of the script. */
export type ToLab =
  | { type: 'create'; header: LabHeader }
  /** Replays a script up to an instant (to its last line when absent), then goes on live from there. */
  | { type: 'replay'; script: Script; until?: Micros }
  | { type: 'input'; input: Input }
  /** Virtual microseconds per real microsecond, 0 to pause. */
  | { type: 'rate'; rate: number }
  /** Runs one event while paused. */
  | { type: 'step' }
  /** Runs up to an instant as fast as it can. */
  | { type: 'advance'; until: Micros }
  /** Tab completion and the like are keys; this asks for the script so far, answered by `script`. */
  | { type: 'script.get' };

/** From the lab. */
export type FromLab =
  | { type: 'ready' }
  | { type: 'view'; view: View }
  | { type: 'patch'; patches: readonly Patch[] }
  | { type: 'terminal.output'; terminal: string; data: string }
  | { type: 'exec.done'; id: string; stdout: string; stderr: string; exit: number }
  | { type: 'script.line'; line: ScriptLine }
  /** A replayed script does not lead to the state it led to when it was recorded (another emulator version). */
  | { type: 'diverged'; seq: number }
  | { type: 'script'; script: Script }
  /** Where time is and how fast it runs; at most once a frame. */
  | { type: 'clock'; now: Micros; rate: number }
  | { type: 'failed'; message: string };

/** A lab as its user sees it: somewhere messages go in and come out. */
export interface LabPort {
  post: (message: ToLab) => void;
  /** Returns a function that ends the listening. */
  listen: (listener: (message: FromLab) => void) => () => void;
  close: () => void;
}
