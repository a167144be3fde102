import { load } from '../sim/index.ts';
import type { Route, RouteGroup, RouteGroups } from './api/router.ts';
import type { Daemon } from './daemon.ts';
import { nodeRoutes } from './swarm/nodes.ts';
import { swarmRoutes } from './swarm/routes.ts';

/** The API of an engine. What forms a swarm is at hand, since labs open on one; the rest is fetched when first called. */
export function routesOf(daemon: Daemon): RouteGroups {
  const later = <M>(start: () => PromiseLike<M>, make: (module: M) => (daemon: Daemon) => Route[]): RouteGroup =>
    function* () {
      return make(yield* load(daemon.clock, start))(daemon);
    };
  const containers = later(
    () => import('./containers/all-routes.ts'),
    (module) => module.allContainerRoutes,
  );
  const images = later(
    () => import('./images/routes.ts'),
    (module) => module.imageRoutes,
  );
  const secrets = later(
    () => import('./swarm/secrets.ts'),
    (module) => module.secretRoutes,
  );
  const system = later(
    () => import('./system/routes.ts'),
    (module) => module.systemRoutes,
  );
  return {
    swarm: swarmRoutes(daemon),
    nodes: nodeRoutes(daemon),
    _ping: system,
    version: system,
    info: system,
    events: system,
    system,
    services: later(
      () => import('./swarm/services.ts'),
      (module) => module.serviceRoutes,
    ),
    tasks: later(
      () => import('./swarm/tasks.ts'),
      (module) => module.taskRoutes,
    ),
    secrets,
    configs: secrets,
    containers,
    exec: containers,
    images,
    distribution: images,
    networks: later(
      () => import('./networks/routes.ts'),
      (module) => module.networkRoutes,
    ),
    volumes: later(
      () => import('./volumes/routes.ts'),
      (module) => module.volumeRoutes,
    ),
  };
}
