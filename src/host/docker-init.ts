import type { Program, Signal } from './types.ts';

const HANDED_ON: readonly Signal[] = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGTERM', 'SIGWINCH'];

/** A pid 1 that runs one command as its child, hands signals on and ends as it does (`docker run --init`, tini). */
export function dockerInit(command: { program: Program; argv: readonly string[] }): typeof command {
  const program: Program = function* (self) {
    const child = self.spawn({ argv: command.argv, program: command.program });
    for (const signal of HANDED_ON) self.trap(signal, () => child.signal(signal));
    return (yield* self.wait(child)).code;
  };
  return { program, argv: ['/sbin/docker-init', '--', ...command.argv] };
}
