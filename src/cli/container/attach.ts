import type { LogFrame } from '../../api/index.ts';
import { Channel, type Co } from '../../sim/index.ts';
import { Failure } from '../failure.ts';
import { Future } from '../future.ts';
import { pathOf } from '../service/find.ts';
import type { Call, Command } from '../spec.ts';
import { waitFor } from './run.ts';
import { checkTerminal, joinStreams, proxySignals } from './streams.ts';

interface Inspected {
  Id: string;
  Config: { Tty: boolean; OpenStdin: boolean };
  HostConfig: { AutoRemove: boolean };
  State: { Running: boolean; Paused: boolean; Restarting: boolean };
}

/** `docker attach`. */
export const attachContainer: Command = function* (call) {
  const { api, flags, args } = call;
  const name = args[0] as string;
  const { Id, Config, State } = yield* api.get<Inspected>(pathOf('containers', name, '/json'));
  if (!State.Running) throw new Failure('cannot attach to a stopped container, start it first');
  if (State.Paused) throw new Failure('cannot attach to a paused container, unpause it first');
  if (State.Restarting) throw new Failure('cannot attach to a restarting container, wait until it is running');
  const stdin = !flags.is('no-stdin');
  checkTerminal(call, stdin, Config.Tty);
  const how = yield* join(call, Id, Config, stdin && Config.OpenStdin, 'not-running');
  if (how === 'detached') throw new Failure('read escape sequence');
  return how;
};

/** `docker start`, with -a or -i joined to the container. */
export const start: Command = function* (call) {
  const { self, api, flags, args } = call;
  if (flags.is('attach') || flags.is('interactive')) {
    if (args.length > 1) throw new Failure('you cannot start and attach multiple containers at once');
    const found = yield* api.get<Inspected>(pathOf('containers', args[0] as string, '/json'));
    const condition = found.HostConfig.AutoRemove ? 'removed' : 'next-exit';
    const stdin = flags.is('interactive') && found.Config.OpenStdin;
    const how = yield* join(call, found.Id, found.Config, stdin, condition, true);
    return how === 'detached' ? 0 : how;
  }
  const failed: string[] = [];
  for (const name of args) {
    try {
      yield* api.post(pathOf('containers', name, '/start'));
      yield* self.print(`${name}\n`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      yield* self.printError(`${error.message}\n`);
      failed.push(name);
    }
  }
  if (failed.length > 0) throw new Failure(`failed to start containers: ${failed.join(', ')}`);
  return 0;
};

/** Joins a container, started first if wanted, until its end or the keys to detach. */
function* join(
  call: Call,
  id: string,
  { Tty: tty }: Inspected['Config'],
  stdin: boolean,
  condition: string,
  starting = false,
): Co<number | 'detached'> {
  const { self, api, flags } = call;
  const proxy = !tty && !(flags.has('sig-proxy') && !flags.is('sig-proxy'));
  const stop = proxy ? proxySignals(call, id) : undefined;
  const ended = new Future(self.clock, waitFor(call, id, condition));
  try {
    const input = stdin ? new Channel<string>() : undefined;
    const frames = yield* api.stream<LogFrame>('POST', pathOf('containers', id, '/attach'), {
      query: { stream: true, stdin, stdout: true, stderr: true },
      headers: { connection: 'Upgrade', upgrade: 'tcp' },
      ...(input ? { input } : {}),
    });
    if (starting) yield* api.post(pathOf('containers', id, '/start'));
    const how = yield* joinStreams(call, { kind: 'containers', id, tty }, frames, input);
    return how === 'detached' ? how : yield* ended.result();
  } finally {
    ended.cancel();
    stop?.();
  }
}
