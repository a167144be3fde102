import type { ContainerCreate, LogFrame } from '../../api/index.ts';
import { Channel, type Co } from '../../sim/index.ts';
import { DaemonError, Failure, messageOf } from '../failure.ts';
import { Future } from '../future.ts';
import { parseImage, withTag } from '../images.ts';
import { pull } from '../pull.ts';
import { pathOf } from '../service/find.ts';
import type { Call, Command } from '../spec.ts';
import { configOf } from './config.ts';
import { checkTerminal, joinStreams, proxySignals } from './streams.ts';

/** `docker run`. */
export const run: Command = function* (call) {
  const { self, api, flags } = call;
  const config = yield* asUsage(call, configOf(call));
  const detached = flags.is('detach');
  if (!detached) checkTerminal(call, config.AttachStdin ?? false, config.Tty ?? false);
  else if (flags.has('attach')) throw new Failure('conflicting options: cannot specify both --attach and --detach');
  const wanted: ContainerCreate = detached
    ? { ...config, AttachStdin: false, AttachStdout: false, AttachStderr: false, StdinOnce: false }
    : config;
  const id = yield* asStatus(createOne(call, wanted));
  const attached = wanted.AttachStdin || wanted.AttachStdout || wanted.AttachStderr;
  if (!attached) {
    yield* self.print(`${id}\n`);
    yield* asStatus(api.post(pathOf('containers', id, '/start')));
    return 0;
  }
  return yield* asStatus(runAttached(call, id, wanted));
};

function* runAttached(call: Call, id: string, config: ContainerCreate): Co<number> {
  const { self, api, flags } = call;
  const tty = config.Tty ?? false;
  const stop = flags.has('sig-proxy') && !flags.is('sig-proxy') ? undefined : proxySignals(call, id);
  try {
    const input = config.AttachStdin ? new Channel<string>() : undefined;
    const frames = yield* api.stream<LogFrame>('POST', pathOf('containers', id, '/attach'), {
      query: { stream: true, stdin: Boolean(config.AttachStdin), stdout: true, stderr: true },
      headers: { connection: 'Upgrade', upgrade: 'tcp' },
      ...(input ? { input } : {}),
    });
    const condition = config.HostConfig?.AutoRemove ? 'removed' : 'next-exit';
    const ended = new Future(self.clock, waitFor(call, id, condition));
    yield* api.post(pathOf('containers', id, '/start'));
    const how = yield* joinStreams(call, { kind: 'containers', id, tty }, frames, input);
    return how === 'detached' ? 0 : yield* ended.result();
  } finally {
    stop?.();
  }
}

/** The exit code of a container, once it has one. */
export function* waitFor({ api }: Call, id: string, condition: string): Co<number> {
  const answer = yield* api.post<{ StatusCode: number; Error?: { Message: string } | null }>(
    pathOf('containers', id, '/wait'),
    undefined,
    { condition },
  );
  if (answer.Error?.Message) throw new Failure(answer.Error.Message, 125);
  return answer.StatusCode;
}

/** `docker create`. */
export const createContainer: Command = function* (call) {
  const config = yield* asUsage(call, configOf(call));
  const id = yield* createOne(call, config);
  yield* call.self.print(`${id}\n`);
};

/** Creates a container, pulling its image where it is missing. */
function* createOne(call: Call, config: ContainerCreate): Co<string> {
  const { self, api, flags } = call;
  const image = imageOf(config.Image);
  const policy = flags.text('pull', 'missing');
  const quiet = flags.is('quiet');
  if (policy === 'always') yield* pull(call, image, { quiet, error: true });
  const body = { ...config, Image: config.Image };
  const create = (): Co<{ Id: string; Warnings: string[] | null }> =>
    api.post('/containers/create', body, { name: flags.text('name') });
  let answer: { Id: string; Warnings: string[] | null };
  try {
    answer = yield* create();
  } catch (error) {
    const missing = error instanceof DaemonError && error.status === 404 && /No such image/i.test(error.reason);
    if (!missing || policy !== 'missing') throw error;
    if (!quiet) yield* self.printError(`Unable to find image '${image}' locally\n`);
    yield* pull(call, image, { quiet, error: true });
    answer = yield* create();
  }
  for (const warning of answer.Warnings ?? []) yield* self.printError(`WARNING: ${warning}\n`);
  const file = flags.text('cidfile');
  if (file !== '') {
    const written = yield* self.open(file, 'w');
    yield* written.write(answer.Id);
    written.close();
  }
  return answer.Id;
}

function imageOf(text: string): string {
  try {
    parseImage(text);
    return withTag(text);
  } catch (error) {
    throw new Failure(messageOf(error));
  }
}

/** Flags that contradict each other: told with a hint, exit status 125. */
function* asUsage<T>({ path }: Call, co: Co<T>): Co<T> {
  try {
    return yield* co;
  } catch (error) {
    if (!(error instanceof Failure) || error instanceof DaemonError) throw error;
    const name = path.split(' ').at(-1) as string;
    throw new Failure(`docker: ${error.message}\n\nRun 'docker ${name} --help' for more information`, 125);
  }
}

/** What the engine refuses of a run: 127 where the program is missing, 126 where it may not run, else 125. */
function* asStatus<T>(co: Co<T>): Co<T> {
  try {
    return yield* co;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { message } = error;
    const exit = /executable file not found|no such file or directory/.test(message)
      ? 127
      : /permission denied|is a directory/.test(message)
        ? 126
        : 125;
    throw new Failure(`docker: ${message}\n\nRun 'docker run --help' for more information`, exit);
  }
}
