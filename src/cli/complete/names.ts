import type { ContainerSummary, Network, Node, Service } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import type { Api } from '../api.ts';

export type Kind =
  'service' | 'node' | 'network' | 'volume' | 'secret' | 'config' | 'stack' | 'image' | 'container' | 'running' | 'any';

/** The names of what there is of a kind, sorted. Throws DaemonError off the swarm. */
export function* names(api: Api, kind: Kind): Co<string[]> {
  return [...new Set(yield* unsorted(api, kind))].sort();
}

function* unsorted(api: Api, kind: Kind): Co<string[]> {
  switch (kind) {
    case 'node':
      return (yield* api.get<Node[]>('/nodes')).map(({ Description }) => Description.Hostname);
    case 'network':
      return (yield* api.get<Network[]>('/networks')).map(({ Name }) => Name);
    case 'volume':
      return ((yield* api.get<{ Volumes: { Name: string }[] | null }>('/volumes')).Volumes ?? []).map(
        ({ Name }) => Name,
      );
    case 'stack': {
      const services = yield* api.get<Service[]>('/services', { filters: { label: ['com.docker.stack.namespace'] } });
      return services.map(({ Spec }) => Spec.Labels['com.docker.stack.namespace'] ?? '').filter(Boolean);
    }
    case 'image':
      return (yield* api.get<{ RepoTags: string[] | null }[]>('/images/json')).flatMap(
        ({ RepoTags }) => RepoTags ?? [],
      );
    case 'any':
      return yield* unsorted(api, 'container');
    case 'container':
    case 'running': {
      const all = kind === 'container';
      const found = yield* api.get<ContainerSummary[]>('/containers/json', { all });
      return found.flatMap(({ Names }) => Names.map((name) => name.replace(/^\//, '')));
    }
    default:
      return (yield* api.get<{ Spec: { Name: string } }[]>(`/${kind}s`)).map(({ Spec }) => Spec.Name);
  }
}
