import { node } from './node/group.ts';
import { service } from './service/group.ts';
import type { Group } from './spec.ts';
import { swarm } from './swarm/group.ts';

/** A group at hand, or how to load it. */
export type GroupEntry = Group | (() => PromiseLike<{ group: Group }>);

/** `docker GROUP …`. The everyday groups are at hand, the others are loaded when first used. */
export const groups: Readonly<Record<string, GroupEntry>> = {
  service,
  node,
  swarm,
  container: () => import('./container/group.ts'),
  image: () => import('./image/group.ts'),
  network: () => import('./network/group.ts'),
  volume: () => import('./volume/group.ts'),
  secret: () => import('./secret/group.ts'),
  config: () => import('./config/group.ts'),
  stack: () => import('./stack/group.ts'),
  system: () => import('./system/group.ts'),
  context: () => import('./context/group.ts'),
};

/** Commands without a group. */
export const top: GroupEntry = () => import('./top/group.ts');

/** `docker NAME` for `docker GROUP NAME`: where the names are equal, and where they are not. */
const sameName: Readonly<Record<string, string>> = {
  container:
    'attach commit cp create diff exec export kill logs pause port rename restart rm run start stats stop top unpause update wait',
  image: 'build history import load pull push save tag',
  system: 'events info',
};
export const shortcuts: ReadonlyMap<string, readonly [group: string, command: string]> = new Map([
  ...Object.entries(sameName).flatMap(([group, names]) =>
    names.split(' ').map((name) => [name, [group, name]] as const),
  ),
  ['ps', ['container', 'ls']],
  ['images', ['image', 'ls']],
  ['rmi', ['image', 'rm']],
]);

/** Commands of the real client, or of its usual plugins, that have no counterpart here. */
export const refused: readonly string[] =
  'builder buildx checkpoint compose manifest model plugin sbom scout trust'.split(' ');
