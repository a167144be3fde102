import type { Route } from '../api/router.ts';
import type { Daemon } from '../daemon.ts';
import { execRoutes } from './exec-routes.ts';
import { containerRoutes } from './routes.ts';

/** /containers and /exec, which share code. */
export function allContainerRoutes(daemon: Daemon): Route[] {
  return [...containerRoutes(daemon), ...execRoutes(daemon)];
}
