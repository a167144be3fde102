import { DaemonError } from '../failure.ts';
import { forEachTelling } from '../each.ts';
import type { Command } from '../spec.ts';
import { pathOf } from '../service/find.ts';

/** `docker rm`; with -f a container that is not there is told of, yet is no failure. */
export const removeContainers: Command = function* (call) {
  const { api, flags } = call;
  let gone = 0;
  let failed = 0;
  const exit = yield* forEachTelling(call, function* (name) {
    try {
      const path = pathOf('containers', name.replace(/^\//, ''));
      yield* api.delete(path, { v: flags.is('volumes'), link: flags.is('link'), force: flags.is('force') });
    } catch (error) {
      if (error instanceof DaemonError && error.status === 404 && flags.is('force')) gone++;
      else failed++;
      throw error;
    }
  });
  return gone > 0 && failed === 0 ? 0 : exit;
};
