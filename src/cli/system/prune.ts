import { confirm } from '../confirm.ts';
import { Failure } from '../failure.ts';
import { filtersOf } from '../filters.ts';
import { humanSize } from '../format/units.ts';
import type { Command } from '../spec.ts';

/** `docker system prune`: containers, networks, images, and with --volumes anonymous volumes. */
export const prune: Command = function* (call) {
  const { self, api, flags } = call;
  const parts = [
    'all stopped containers',
    'all networks not used by at least one container',
    ...(flags.is('volumes') ? ['all anonymous volumes not used by at least one container'] : []),
    flags.is('all') ? 'all images without at least one container associated to them' : 'all dangling images',
    flags.is('all') ? 'all build cache' : 'unused build cache',
  ];
  const warning = `WARNING! This will remove:\n${parts.map((each) => `  - ${each}\n`).join('')}\nAre you sure you want to continue?`;
  if (!flags.is('force') && !(yield* confirm(call, warning))) throw new Failure('system prune has been cancelled');
  const filters = filtersOf(flags);
  const ask = (what: string, more: Record<string, string[]> = {}) =>
    api.post<Record<string, unknown> & { SpaceReclaimed?: number }>(`/${what}/prune`, undefined, {
      filters: { ...filters, ...more },
    });
  let reclaimed = 0;
  const steps: [what: string, title: string, key: string, more?: Record<string, string[]>][] = [
    ['containers', 'Deleted Containers', 'ContainersDeleted'],
    ['networks', 'Deleted Networks', 'NetworksDeleted'],
    ...(flags.is('volumes') ? ([['volumes', 'Deleted Volumes', 'VolumesDeleted']] as [string, string, string][]) : []),
    ['images', 'Deleted Images', 'ImagesDeleted', { dangling: [String(!flags.is('all'))] }],
  ];
  for (const [what, title, key, more] of steps) {
    const answer = yield* ask(what, more);
    reclaimed += answer.SpaceReclaimed ?? 0;
    const gone = (answer[key] ?? []) as (string | { Untagged?: string; Deleted?: string })[];
    const lines = gone.map((each) =>
      typeof each === 'string' ? each : each.Untagged ? `untagged: ${each.Untagged}` : `deleted: ${each.Deleted}`,
    );
    if (lines.length > 0) yield* self.print(`${title}:\n${lines.join('\n')}\n\n`);
  }
  yield* self.print(`Total reclaimed space: ${humanSize(reclaimed)}\n`);
};
