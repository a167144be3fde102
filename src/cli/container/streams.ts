import type { LogFrame } from '../../api/index.ts';
import type { Signal } from '../../host/index.ts';
import { run, wait, type Channel, type Co, type Routine, type Source } from '../../sim/index.ts';
import { Failure } from '../failure.ts';
import { copyFrames } from '../frames.ts';
import { pathOf } from '../service/find.ts';
import type { Call } from '../spec.ts';

/** What a client is joined to: a container, or a command started in one. */
export interface Target {
  readonly kind: 'containers' | 'exec';
  readonly id: string;
  readonly tty: boolean;
}

/** Refuses `-t` with standard input where that is no terminal. */
export function checkTerminal({ self }: Call, stdin: boolean, tty: boolean): void {
  if (stdin && tty && !self.stdin.terminal) throw new Failure('the input device is not a TTY');
}

const named: Readonly<Record<string, string>> = {
  '@': '\0',
  '[': '\x1b',
  '\\': '\x1c',
  ']': '\x1d',
  '^': '\x1e',
  _: '\x1f',
};

/** `ctrl-p,ctrl-q` as the keys that are sent. */
export function detachKeys(text: string): string {
  if (text === '') return '\x10\x11';
  return text
    .split(',')
    .map((key) => {
      const letter = /^ctrl-(.)$/.exec(key)?.[1];
      if (letter !== undefined && /[a-z]/.test(letter)) return String.fromCharCode(letter.charCodeAt(0) - 96);
      if (letter !== undefined && Object.hasOwn(named, letter)) return named[letter] as string;
      if (key.length === 1) return key;
      throw new Failure(`invalid detach keys (${text}): Unknown character: '${key}'`);
    })
    .join('');
}

/**
 * Joins this client's streams to a container's: what is typed goes to `input`, what comes is shown, until the output
 * ends or the keys to detach are typed. With a terminal on both sides keys go through as they are and the window's
 * size follows.
 */
export function* joinStreams(
  call: Call,
  target: Target,
  frames: Source<LogFrame>,
  input: Channel<string> | undefined,
  keys = detachKeys(call.flags.text('detach-keys')),
): Co<'ended' | 'detached'> {
  const { self } = call;
  const terminal = target.tty ? self.stdin.terminal : undefined;
  if (terminal && input) terminal.mode = 'raw';
  const stopFollowing = terminal ? followSize(call, target) : undefined;
  const routines: Routine[] = [];
  try {
    return yield* wait<'ended' | 'detached'>((resume) => {
      routines.push(
        run(self.clock, copyFrames(self, frames), (end) => {
          if (end.ok) resume.value('ended');
          else resume.error(end.error);
        }),
      );
      if (input)
        routines.push(
          run(self.clock, pump(call, input, terminal ? keys : ''), (end) => {
            if (end.ok && end.value === 'detached') resume.value('detached');
          }),
        );
      return undefined;
    });
  } finally {
    for (const routine of routines) routine.kill();
    if (terminal && input) terminal.mode = 'cooked';
    stopFollowing?.();
    input?.close();
    frames.cancel();
  }
}

/** Sends what is read on, but for the keys that detach. */
function* pump({ self }: Call, input: Channel<string>, keys: string): Co<'ended' | 'detached'> {
  let held = '';
  for (let text = yield* self.stdin.read(); text !== ''; text = yield* self.stdin.read()) {
    let data = held + text;
    const at = keys === '' ? -1 : data.indexOf(keys);
    if (at >= 0) {
      if (at > 0) input.push(data.slice(0, at));
      return 'detached';
    }
    held = '';
    for (let length = Math.min(keys.length - 1, data.length); length > 0; length--)
      if (keys.startsWith(data.slice(-length))) {
        held = data.slice(-length);
        data = data.slice(0, -length);
        break;
      }
    if (data !== '') input.push(data);
  }
  input.close();
  return 'ended';
}

/** Tells the engine the window's size, now and whenever it changes. */
function followSize(call: Call, { kind, id }: Target): () => void {
  const { self, api } = call;
  const tell = (): void => {
    const size = self.stdin.terminal?.size;
    if (size)
      run(
        self.clock,
        api.post(pathOf(kind, id, '/resize'), undefined, { h: size.rows, w: size.cols }),
        () => undefined,
      );
  };
  tell();
  self.trap('SIGWINCH', tell);
  return () => self.trap('SIGWINCH', 'default');
}

/** Hands the signals that come on to the container; undone by what is returned. */
export function proxySignals({ self, api }: Call, id: string): () => void {
  const signals: Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];
  for (const signal of signals)
    self.trap(signal, () => {
      run(
        self.clock,
        api.post(pathOf('containers', id, '/kill'), undefined, { signal: signal.slice(3) }),
        () => undefined,
      );
    });
  return () => {
    for (const signal of signals) self.trap(signal, 'default');
  };
}
