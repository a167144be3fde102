import type { Process, Program, Signal } from '../host/index.ts';
import { wait, type Co } from '../sim/index.ts';

/** Waits until one of the signals comes. PID 1 of a container hears only what it handles. */
export function* untilSignal(self: Process, signals: readonly Signal[] = ['SIGTERM', 'SIGINT', 'SIGQUIT']): Co<Signal> {
  return yield* wait<Signal>((resume) => {
    for (const signal of signals) self.trap(signal, () => resume.value(signal));
    return undefined;
  });
}

/** Runs the rest of the arguments and ends as they end: what `exec "$@"` comes to at the end of an entrypoint. */
export function* execRest(self: Process): Co<number> {
  const child = self.spawn({ argv: self.argv.slice(1) });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const) self.trap(signal, () => self.kill(child.pid, signal));
  return (yield* self.wait(child)).code;
}

/** An entrypoint that runs `daemon` when it is given its command, and any other command as it stands. */
export function entrypoint(command: string, daemon: Program): Program {
  return function* (self) {
    const asked = self.argv[1];
    return yield* asked === command || asked?.startsWith('-') ? daemon(self) : execRest(self);
  };
}
