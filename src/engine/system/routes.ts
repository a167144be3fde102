import type { Route } from '../api/router.ts';
import { summary } from '../containers/present.ts';
import type { Daemon } from '../daemon.ts';
import { eventStream } from './events.ts';
import { info, version } from './info.ts';

const noCache = { 'cache-control': 'no-cache, no-store, must-revalidate', pragma: 'no-cache' };

/** /_ping, /version, /info, /events, /system/df. */
export function systemRoutes(daemon: Daemon): Route[] {
  const ping = (method: string): Route => [
    method,
    '/_ping',

    function* () {
      const { member } = daemon.swarm;
      const swarm =
        member.state === 'active' && member.control
          ? 'active/manager'
          : member.state === 'active'
            ? 'active/worker'
            : member.state;
      return {
        status: 200,
        headers: { ...noCache, swarm, 'builder-version': '2' },
        ...(method === 'GET' ? { body: 'OK' } : {}),
      };
    },
  ];
  return [
    ping('GET'),
    ping('HEAD'),
    [
      'GET',
      '/version',

      function* () {
        return { body: version(daemon) };
      },
    ],
    [
      'GET',
      '/info',
      function* () {
        return { body: yield* info(daemon) };
      },
    ],
    [
      'GET',
      '/events',

      function* (call) {
        return eventStream(daemon, call);
      },
    ],
    [
      'GET',
      '/system/df',

      function* () {
        return { body: diskUsage(daemon) };
      },
    ],
  ];
}

function diskUsage(daemon: Daemon): Record<string, unknown> {
  const { images, containers, volumes } = daemon;
  const layers = new Map(
    images.all.flatMap(({ remote }) => remote.layers.map((layer) => [layer.id, layer.size] as const)),
  );
  return {
    LayersSize: [...layers.values()].reduce((sum, size) => sum + size, 0),
    Images: images.all.map((image) => ({
      Id: image.id,
      RepoTags: [...image.tags],
      RepoDigests: [...image.digests],
      Created: Math.floor(image.created / 1_000_000),
      Size: image.remote.size,
      SharedSize: 0,
      Containers: containers.all.filter((container) => container.image === image).length,
    })),
    Containers: containers.all.map((container) => ({
      ...summary(daemon, container),
      SizeRw: 0,
      SizeRootFs: container.image.remote.size,
    })),
    Volumes: volumes.all.map((volume) => ({
      Name: volume.name,
      Driver: 'local',
      Mountpoint: volumes.mountpoint(volume),
      Labels: volume.labels,
      Options: volume.options,
      Scope: 'local',
      UsageData: { RefCount: volumes.users(volume, containers.all).length, Size: 0 },
    })),
    BuildCache: [],
  };
}
