import type { HostSpec, Topology } from '../lab/index.ts';

/* The named starts of the course: which machines stand there, and which of them already form a swarm. */

const manager: HostSpec = { name: 'swarm-manager', address: '192.168.99.101' };
const worker1: HostSpec = { name: 'swarm-worker1', address: '192.168.99.102' };
const worker2: HostSpec = { name: 'swarm-worker2', address: '192.168.99.103' };
const manager2: HostSpec = { name: 'swarm-manager2', address: '192.168.99.104' };
const manager3: HostSpec = { name: 'swarm-manager3', address: '192.168.99.105' };
const worker3: HostSpec = { name: 'swarm-worker3', address: '192.168.99.106' };

const three = [manager, worker1, worker2];
const namesOf = (hosts: readonly HostSpec[]): string[] => hosts.map((host) => host.name);

export type StartName = 'T3' | 'S3' | 'S3+1' | 'M3';

export const starts: Readonly<Record<StartName, Topology>> = {
  /** Three hosts, no swarm. */
  T3: { hosts: three },
  /** One manager, two workers. */
  S3: { hosts: three, swarm: namesOf(three) },
  /** The same, and a third worker that has not joined. */
  'S3+1': { hosts: [...three, worker3], swarm: namesOf(three) },
  /** Three managers and a worker. */
  M3: { hosts: [manager, manager2, manager3, worker1], swarm: namesOf([manager, manager2, manager3, worker1]) },
};
