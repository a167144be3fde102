import { confirm } from '../confirm.ts';
import { forEach } from '../each.ts';
import { DaemonError, Failure } from '../failure.ts';
import { filtersOf } from '../filters.ts';
import { pairs } from '../flags/text.ts';
import { list, type Listing } from '../format/listing.ts';
import { byName } from '../format/text.ts';
import { humanSize } from '../format/units.ts';
import { inspect } from '../inspect.ts';
import { labelsText } from '../labels.ts';
import { pathOf } from '../service/find.ts';
import { volumeSpecs } from '../specs/volume.ts';
import type { Command, Group } from '../spec.ts';

interface Volume {
  Name: string;
  Driver: string;
  Mountpoint: string;
  Scope: string;
  Labels: Record<string, string> | null;
  UsageData?: { Size: number; RefCount: number };
}

const listing: Listing = {
  type: '*formatter.volumeContext',
  headers: {
    Name: 'VOLUME NAME',
    Driver: 'DRIVER',
    Scope: 'SCOPE',
    Mountpoint: 'MOUNTPOINT',
    Labels: 'LABELS',
    Links: 'LINKS',
    Size: 'SIZE',
    Availability: 'AVAILABILITY',
    Group: 'GROUP',
    Status: 'STATUS',
  },
  show: ['Driver', 'Name'],
  quiet: 'Name',
  raw: 'name: {{.Name}}\ndriver: {{.Driver}}\n',
};

const ls: Command = function* (call) {
  const { api, flags } = call;
  const { Volumes } = yield* api.get<{ Volumes: Volume[] | null }>('/volumes', { filters: filtersOf(flags) });
  const rows = byName(Volumes ?? [], ({ Name }) => Name).map((volume) => ({
    Name: volume.Name,
    Driver: volume.Driver,
    Scope: volume.Scope,
    Mountpoint: volume.Mountpoint,
    Labels: labelsText(volume.Labels),
    Label: (name: string) => volume.Labels?.[name] ?? '',
    Links: volume.UsageData ? String(volume.UsageData.RefCount) : 'N/A',
    Size: volume.UsageData ? humanSize(volume.UsageData.Size) : 'N/A',
    Availability: 'N/A',
    Group: 'N/A',
    Status: 'N/A',
  }));
  yield* list(call, listing, rows, flags.text('format'), flags.is('quiet'));
};

const create: Command = function* ({ self, api, flags, args }) {
  const cluster = flags.names().find((flag) => !['driver', 'label', 'opt', 'name'].includes(flag));
  if (cluster) throw new Failure(`docker: cluster volumes ('--${cluster}') are not emulated by Swarmbox`);
  const { Name } = yield* api.post<{ Name: string }>('/volumes/create', {
    Name: args[0] ?? '',
    Driver: flags.text('driver', 'local'),
    DriverOpts: pairs(flags.all('opt')),
    Labels: pairs(flags.all('label')),
  });
  yield* self.print(`${Name}\n`);
};

const rm: Command = (call) =>
  forEach(call, function* (name) {
    try {
      yield* call.api.delete(pathOf('volumes', name), { force: call.flags.is('force') });
    } catch (error) {
      if (!(error instanceof DaemonError && error.status === 404 && call.flags.is('force'))) throw error;
    }
  });

const prune: Command = function* (call) {
  const { self, api, flags } = call;
  const which = flags.is('all') ? 'local' : 'anonymous local';
  const question = `WARNING! This will remove ${which} volumes not used by at least one container.\nAre you sure you want to continue?`;
  if (!flags.is('force') && !(yield* confirm(call, question))) throw new Failure('volume prune has been cancelled');
  const filters = filtersOf(flags);
  const answer = yield* api.post<{ VolumesDeleted: string[] | null; SpaceReclaimed: number }>(
    '/volumes/prune',
    undefined,
    {
      filters: flags.is('all') ? { ...filters, all: ['true'] } : filters,
    },
  );
  if (answer.VolumesDeleted?.length) yield* self.print(`Deleted Volumes:\n${answer.VolumesDeleted.join('\n')}\n\n`);
  yield* self.print(`Total reclaimed space: ${humanSize(answer.SpaceReclaimed)}\n`);
};

export const group: Group = {
  about: 'Manage volumes',
  specs: volumeSpecs,
  commands: {
    create,
    inspect: (call) => inspect(call, (name) => call.api.get(pathOf('volumes', name))),
    ls,
    prune,
    rm,
  },
  help: () => import('../help/volume.ts'),
};
