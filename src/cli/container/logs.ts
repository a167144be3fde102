import type { LogFrame } from '../../api/index.ts';
import { copyFrames } from '../frames.ts';
import { pathOf } from '../service/find.ts';
import { since } from '../since.ts';
import type { Command } from '../spec.ts';

/** `docker logs`. */
export const logs: Command = function* ({ self, api, flags, args }) {
  const { now } = self.clock;
  const { Id } = yield* api.get<{ Id: string }>(pathOf('containers', args[0] as string, '/json'));
  const frames = yield* api.stream<LogFrame>('GET', pathOf('containers', Id, '/logs'), {
    query: {
      stdout: true,
      stderr: true,
      follow: flags.is('follow'),
      tail: flags.text('tail', 'all'),
      since: since(flags.text('since'), now, 'since'),
      until: since(flags.text('until'), now, 'until'),
      timestamps: flags.is('timestamps'),
      details: flags.is('details'),
    },
  });
  yield* copyFrames(self, frames);
};
