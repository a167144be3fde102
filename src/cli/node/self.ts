import type { Co } from '../../sim/index.ts';
import type { Filters } from '../api.ts';
import { Failure } from '../failure.ts';
import type { Call } from '../spec.ts';

/** The ID behind a node's name: `self` is the node that answers. */
export function* nodeReference({ api }: Call, name: string): Co<string> {
  if (name !== 'self') return name;
  const info = yield* api.get<{ Swarm?: { NodeID?: string } }>('/info');
  const id = info.Swarm?.NodeID;
  if (id) return id;
  // Asking for the nodes gives the reason why there are none.
  yield* api.get('/nodes');
  throw new Failure('node ID not found in /info');
}

/** Filters with `node=self` resolved. */
export function* resolveNodes(call: Call, filters: Filters): Co<Filters> {
  if (!filters['node']) return filters;
  const nodes: string[] = [];
  for (const name of filters['node']) nodes.push(yield* nodeReference(call, name));
  return { ...filters, node: nodes };
}
