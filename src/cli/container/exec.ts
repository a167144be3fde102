import type { LogFrame } from '../../api/index.ts';
import { Channel } from '../../sim/index.ts';
import { environment } from '../environment.ts';
import { Failure } from '../failure.ts';
import { pathOf } from '../service/find.ts';
import type { Command } from '../spec.ts';
import { checkTerminal, detachKeys, joinStreams } from './streams.ts';

/** `docker exec`: ends with the command's exit status. */
export const exec: Command = function* (call) {
  const { self, api, flags, args } = call;
  const [container = '', ...command] = args;
  const env = yield* environment(call, 'env-file', 'env');
  const detached = flags.is('detach');
  const tty = flags.is('tty');
  const stdin = !detached && flags.is('interactive');
  detachKeys(flags.text('detach-keys'));
  yield* api.get(pathOf('containers', container, '/json'));
  if (!detached) checkTerminal(call, stdin, tty);
  const size = self.stdout.terminal?.size;
  const { Id } = yield* api.post<{ Id: string }>(pathOf('containers', container, '/exec'), {
    User: flags.text('user'),
    Privileged: flags.is('privileged'),
    Tty: tty,
    ...(tty && size ? { ConsoleSize: [size.rows, size.cols] } : {}),
    AttachStdin: stdin,
    AttachStdout: !detached,
    AttachStderr: !detached,
    DetachKeys: flags.text('detach-keys'),
    Env: env,
    WorkingDir: flags.text('workdir'),
    Cmd: command,
  });
  const start = pathOf('exec', Id, '/start');
  if (detached) {
    yield* api.post(start, { Detach: true, Tty: tty });
    return 0;
  }
  const input = stdin ? new Channel<string>() : undefined;
  const frames = yield* api.stream<LogFrame>('POST', start, {
    body: { Detach: false, Tty: tty },
    headers: { connection: 'Upgrade', upgrade: 'tcp' },
    ...(input ? { input } : {}),
  });
  const how = yield* joinStreams(call, { kind: 'exec', id: Id, tty }, frames, input);
  if (how === 'detached') throw new Failure('read escape sequence');
  const { ExitCode } = yield* api.get<{ ExitCode: number | null }>(pathOf('exec', Id, '/json'));
  return ExitCode ?? 0;
};
