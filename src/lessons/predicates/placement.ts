import { openNodes, spread } from './look.ts';
import { messages, none } from './messages.ts';
import { compare, met, plain, unmet, type Comparison, type Predicate, type Verdict } from './predicate.ts';

function uneven(S: string, counts: ReadonlyMap<string, number>): Verdict {
  const have = [...counts].map(([host, count]) => `${host} ${count}`).join(' / ');
  return unmet(messages.spread, { S, have: have || none });
}

/** How many of its tasks run on a host. */
export function on(S: string, host: string, operator: Comparison, k: number): Predicate {
  return plain(`on(${S},${host})${operator}${k}`, (now) => {
    const counts = spread(now, S);
    return compare(counts.get(host) ?? 0, operator, k) ? met : uneven(S, counts);
  });
}

/** At least `k` of its tasks run on each node that may get tasks. */
export function each(S: string, k: number): Predicate {
  return plain(`each(${S})>=${k}`, (now) => {
    const counts = spread(now, S);
    return openNodes(now).every((node) => (counts.get(node.hostname) ?? 0) >= k) ? met : uneven(S, counts);
  });
}

/** No node that may get tasks has two more of its tasks than another. */
export function even(S: string): Predicate {
  return plain(`even(${S})`, (now) => {
    const counts = spread(now, S);
    const numbers = openNodes(now).map((node) => counts.get(node.hostname) ?? 0);
    return Math.max(...numbers) - Math.min(...numbers) <= 1 ? met : uneven(S, counts);
  });
}
