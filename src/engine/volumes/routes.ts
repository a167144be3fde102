import { rfc3339, second } from '../../sim/index.ts';
import { Filters } from '../api/filters.ts';
import { objectBody, type Route } from '../api/router.ts';
import type { Daemon } from '../daemon.ts';
import type { Volume } from './store.ts';

interface VolumeCreate {
  Name?: string;
  Driver?: string;
  Labels?: Record<string, string> | null;
  DriverOpts?: Record<string, string> | null;
}

/** What holds nothing is as good as absent. */
const filled = (map: Record<string, string> | null | undefined): Record<string, string> | null =>
  map && Object.keys(map).length > 0 ? map : null;

/** /volumes (models moby volume/service). */
export function volumeRoutes(daemon: Daemon): Route[] {
  const { volumes } = daemon;
  const used = (volume: Volume): boolean => volumes.users(volume, daemon.containers.all).length > 0;

  const present = (volume: Volume): Record<string, unknown> => ({
    CreatedAt: rfc3339(Math.floor(volume.createdAt / second) * second),
    Driver: 'local',
    Labels: volume.labels,
    Mountpoint: volumes.mountpoint(volume),
    Name: volume.name,
    Options: volume.options,
    Scope: 'local',
  });

  return [
    [
      'GET',
      '/volumes',

      function* ({ query }) {
        const filters = new Filters(query, ['dangling', 'driver', 'label', 'name']);
        const found = volumes.all.filter(
          (volume) =>
            filters.any('name', (name) => volume.name.includes(name)) &&
            filters.is('driver', 'local') &&
            filters.labels('label', volume.labels ?? {}) &&
            filters.any('dangling', (value) => ['true', '1'].includes(value) !== used(volume)),
        );
        return { body: { Volumes: found.map(present), Warnings: null } };
      },
    ],
    [
      'POST',
      '/volumes/create',

      function* (call) {
        const body = objectBody<VolumeCreate>(call, 'volume.CreateOptions');
        const volume = volumes.create({
          name: body.Name || daemon.chance.hex('volume', daemon.host.name),
          driver: body.Driver || 'local',
          labels: filled(body.Labels),
          options: filled(body.DriverOpts),
          anonymous: !body.Name,
        });
        return { status: 201, body: present(volume) };
      },
    ],
    [
      'POST',
      '/volumes/prune',

      function* ({ query }) {
        const filters = new Filters(query, ['all', 'label', 'label!']);
        const all = filters.get('all').some((value) => ['true', '1'].includes(value));
        const gone = volumes.all.filter(
          (volume) => !used(volume) && (all || volume.anonymous) && filters.labels('label', volume.labels ?? {}),
        );
        for (const volume of gone) volumes.remove(volume, daemon.containers.all);
        return { body: { VolumesDeleted: gone.map(({ name }) => name), SpaceReclaimed: 0 } };
      },
    ],
    [
      'GET',
      '/volumes/{id}',

      function* ({ id }) {
        return { body: present(volumes.get(id)) };
      },
    ],
    [
      'DELETE',
      '/volumes/{id}',

      function* ({ id }) {
        volumes.remove(volumes.get(id), daemon.containers.all);
        return { status: 204 };
      },
    ],
  ];
}
