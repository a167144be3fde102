import { confirm } from '../confirm.ts';
import { forEachTelling } from '../each.ts';
import { Failure } from '../failure.ts';
import { filtersOf } from '../filters.ts';
import { humanSize } from '../format/units.ts';
import type { Query } from '../api.ts';
import { pathOf } from '../service/find.ts';
import type { Call, Command } from '../spec.ts';
import { restartOf } from './config.ts';

/** Asks the same of each container; failures are told as they come, exit status 1. */
const each =
  (action: string, query: (call: Call) => Query = () => ({})): Command =>
  (call) =>
    forEachTelling(call, (name) => call.api.post(pathOf('containers', name, `/${action}`), undefined, query(call)));

/** Grace period and signal of `stop` and `restart`. */
const grace = ({ flags }: Call): Query => ({
  t: flags.get<number>('timeout') ?? flags.get<number>('time'),
  signal: flags.text('signal'),
});

export const stop = each('stop', grace);
export const restart = each('restart', grace);
export const pause = each('pause');
export const unpause = each('unpause');
export const kill = each('kill', ({ flags }) => ({ signal: flags.text('signal', 'KILL') }));

/** `docker wait`: prints each exit code. */
export const wait: Command = function* ({ self, api, args }) {
  const errors: string[] = [];
  for (const name of args) {
    try {
      const { StatusCode } = yield* api.post<{ StatusCode: number }>(pathOf('containers', name, '/wait'));
      yield* self.print(`${StatusCode}\n`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      errors.push(error.message);
    }
  }
  if (errors.length > 0) throw new Failure(errors.join('\n'));
};

/** `docker rename`. */
export const rename: Command = function* ({ api, args }) {
  const [from = '', to = ''] = args.map((name) => name.trim());
  if (from === '' || to === '') throw new Failure('Error: Neither old nor new names may be empty');
  try {
    yield* api.post(pathOf('containers', from, '/rename'), undefined, { name: to });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`${error.message}\nError: failed to rename container named ${from}`);
  }
};

/** `docker update`. */
export const update: Command = function* (call) {
  const { flags } = call;
  if (flags.names().length === 0) throw new Failure('you must provide one or more flags when using this command');
  const body = {
    Memory: flags.number('memory'),
    MemoryReservation: flags.number('memory-reservation'),
    MemorySwap: flags.number('memory-swap'),
    NanoCpus: flags.number('cpus'),
    CpuShares: flags.number('cpu-shares'),
    ...(flags.has('pids-limit') ? { PidsLimit: flags.number('pids-limit') } : {}),
    ...(flags.has('restart') ? { RestartPolicy: restartOf(flags.text('restart')) } : {}),
  };
  return yield* forEachTelling(call, (name) => call.api.post(pathOf('containers', name, '/update'), body));
};

/** `docker container prune`. */
export const prune: Command = function* (call) {
  const { self, api, flags } = call;
  const question = 'WARNING! This will remove all stopped containers.\nAre you sure you want to continue?';
  if (!flags.is('force') && !(yield* confirm(call, question))) throw new Failure('container prune has been cancelled');
  const answer = yield* api.post<{ ContainersDeleted: string[] | null; SpaceReclaimed: number }>(
    '/containers/prune',
    undefined,
    { filters: filtersOf(flags) },
  );
  if (answer.ContainersDeleted?.length)
    yield* self.print(`Deleted Containers:\n${answer.ContainersDeleted.join('\n')}\n\n`);
  yield* self.print(`Total reclaimed space: ${humanSize(answer.SpaceReclaimed)}\n`);
};
