import type { View } from '../../lab/index.ts';
import { fill, type Messages } from '../../i18n/index.ts';
import { stateWord } from './hosts.ts';

/** What changed between two views, in sentences fit to be read out. */
export function news(before: View, after: View, words: Messages['said']): string[] {
  const said: string[] = [];
  const old = before.swarm;
  const now = after.swarm;
  for (const service of Object.values(now?.services ?? {})) {
    const then = old?.services[service.id];
    if (then?.running !== service.running || then.desired !== service.desired)
      said.push(fill(words.service, { name: service.name, have: service.running, want: service.desired }));
  }
  for (const service of Object.values(old?.services ?? {}))
    if (!now?.services[service.id]) said.push(fill(words.gone, { name: service.name }));
  for (const node of Object.values(now?.nodes ?? {})) {
    const then = old?.nodes[node.id];
    if (old && !then) said.push(fill(words.joined, { host: node.hostname }));
    else if (then && then.state !== node.state)
      said.push(fill(words.node, { host: node.hostname, state: stateWord(node.state) }));
  }
  for (const task of Object.values(now?.tasks ?? {})) {
    const then = old?.tasks[task.id];
    if (then && then.state !== task.state && (task.state === 'failed' || task.state === 'rejected'))
      said.push(fill(words.failed, { name: `${task.serviceName}.${task.slot || 'G'}` }));
  }
  return said;
}
