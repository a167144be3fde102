import type { Service } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import type { Api } from '../api.ts';

/** The path of an object whose name may hold anything. */
export const pathOf = (kind: string, name: string, rest = ''): string => `/${kind}/${encodeURIComponent(name)}${rest}`;

/** A service as the manager keeps it. Throws DaemonError. */
export function* getService(api: Api, name: string): Co<Service> {
  return yield* api.get<Service>(pathOf('services', name));
}

/** Stores a service's new spec; the engine's warnings come back. */
export function* putService(
  api: Api,
  { ID, Version, Spec }: Service,
  query: Record<string, string> = {},
): Co<readonly string[]> {
  const answer = yield* api.post<{ Warnings?: string[] | null }>(pathOf('services', ID, '/update'), Spec, {
    ...query,
    version: Version.Index,
  });
  return answer?.Warnings ?? [];
}
