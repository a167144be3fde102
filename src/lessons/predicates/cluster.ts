import type { SwarmView } from '../../lab/index.ts';
import { messages, none } from './messages.ts';
import { compare, met, plain, unmet, type Comparison, type Predicate } from './predicate.ts';

/** What a swarm as a whole has, by name. */
const fields = {
  workerToken: (swarm: SwarmView) => swarm.workerToken,
  managerToken: (swarm: SwarmView) => swarm.managerToken,
  taskHistory: (swarm: SwarmView) => swarm.spec.Orchestration.TaskHistoryRetentionLimit ?? 5,
  autolock: (swarm: SwarmView) => (swarm.spec.EncryptionConfig.AutoLockManagers ? 1 : 0),
} as const;

export type ClusterField = keyof typeof fields;

export function cluster(path: 'taskHistory' | 'autolock', operator: Comparison, want: number): Predicate {
  return plain(`cluster(${path}${operator}${want})`, (now) => {
    const have = now.swarm && fields[path](now.swarm);
    return have !== undefined && compare(have, operator, want)
      ? met
      : unmet(messages.cluster, { path, have: have ?? none });
  });
}

/** Its value is another than when the step began. */
export function changed(path: ClusterField): Predicate {
  return {
    name: `changed(${path})`,
    begin: (start) => {
      const before = start.swarm && fields[path](start.swarm);
      return ({ now }) => (now.swarm && fields[path](now.swarm) !== before ? met : unmet(messages.unchanged, { path }));
    },
  };
}
