import type { Route, RouteGroups } from './api/router.ts';
import type { Daemon } from './daemon.ts';
import { nodeRoutes } from './swarm/nodes.ts';
import { swarmRoutes } from './swarm/routes.ts';

/** The API of an engine. What forms a swarm is at hand, since labs open on one; the rest is fetched when first called. */
export function routesOf(daemon: Daemon): RouteGroups {
  const system = (): PromiseLike<Route[]> =>
    import('./system/routes.ts').then(({ systemRoutes }) => systemRoutes(daemon));
  const images = (): PromiseLike<Route[]> =>
    import('./images/routes.ts').then(({ imageRoutes }) => imageRoutes(daemon));
  const secrets = (): PromiseLike<Route[]> =>
    import('./swarm/secrets.ts').then(({ secretRoutes }) => secretRoutes(daemon));
  const containers = (): PromiseLike<Route[]> =>
    import('./containers/all-routes.ts').then(({ allContainerRoutes }) => allContainerRoutes(daemon));
  return {
    swarm: swarmRoutes(daemon),
    nodes: nodeRoutes(daemon),
    _ping: system,
    version: system,
    info: system,
    events: system,
    system,
    services: () => import('./swarm/services.ts').then(({ serviceRoutes }) => serviceRoutes(daemon)),
    tasks: () => import('./swarm/tasks.ts').then(({ taskRoutes }) => taskRoutes(daemon)),
    secrets,
    configs: secrets,
    containers,
    exec: containers,
    images,
    distribution: images,
    networks: () => import('./networks/routes.ts').then(({ networkRoutes }) => networkRoutes(daemon)),
    volumes: () => import('./volumes/routes.ts').then(({ volumeRoutes }) => volumeRoutes(daemon)),
  };
}
