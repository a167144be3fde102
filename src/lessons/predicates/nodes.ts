import type { NodeView, View } from '../../lab/index.ts';
import type { Text } from '../text.ts';
import { nodeOf } from './look.ts';
import { messages, none } from './messages.ts';
import { met, plain, unmet, type Predicate } from './predicate.ts';

const roles: Readonly<Record<'manager' | 'worker', Text>> = {
  manager: { ko: '매니저', en: 'manager' },
  worker: { ko: '워커', en: 'worker' },
};

/** The host is a member of the swarm, in a role. */
export function role(H: string, wanted: 'manager' | 'worker'): Predicate {
  return plain(`role(${H},${wanted})`, (now) => {
    const own = now.hosts[H]?.swarm;
    const actual = own?.state === 'active' ? (own.manager ? 'manager' : 'worker') : undefined;
    return actual === wanted ? met : unmet(messages.role, { H, r: roles[wanted] });
  });
}

/** Any manager of the swarm answers: there is a swarm. */
export const swarm: Predicate = plain('swarm', (now) => (now.swarm ? met : unmet(messages.noLeader)));

/** What can be asked of a node, by the column or flag that shows it. */
const nodeFields = {
  STATUS: (node: NodeView) => node.state,
  AVAILABILITY: (node: NodeView) => node.availability,
} as const;

/** A node's state (`ready`, `down` …) or availability (`active`, `pause`, `drain`). */
export function node(H: string, what: keyof typeof nodeFields, want: string): Predicate {
  return plain(`node(${H},${want})`, (now) => {
    const found = nodeOf(now, H);
    if (!found) return unmet(messages.noNode, { H });
    const have = nodeFields[what](found);
    return have === want ? met : unmet(messages.node, { H, what, have, want });
  });
}

/** A node's label. */
export function label(H: string, key: string, want: string): Predicate {
  return plain(`node(${H},label ${key}=${want})`, (now) => {
    const found = nodeOf(now, H);
    if (!found) return unmet(messages.noNode, { H });
    const have = found.labels[key] ?? none;
    return have === want ? met : unmet(messages.node, { H, what: key, have, want });
  });
}

const nodesOf = (now: View): readonly NodeView[] => Object.values(now.swarm?.nodes ?? {});

/** Exactly `n` nodes are Ready. */
export function ready(n: number): Predicate {
  return plain(`ready=${n}`, (now) => {
    const have = nodesOf(now).filter((each) => each.state === 'ready').length;
    return have === n ? met : unmet(messages.ready, { have, n });
  });
}

/** Exactly `n` managers can be reached. */
export function managers(n: number): Predicate {
  return plain(`mgrs=${n}`, (now) => {
    const all = nodesOf(now).filter((each) => each.role === 'manager');
    const r = all.filter((each) => each.reachability === 'reachable').length;
    return r === n ? met : unmet(messages.managers, { have: all.length, r });
  });
}

export const leader: Predicate = plain('leader', (now) => (now.swarm?.leader ? met : unmet(messages.noLeader)));

export const noLeader: Predicate = plain('!leader', (now) => (now.swarm?.leader ? unmet(messages.leader) : met));
