import type { HostView, NodeView, ServiceView, TaskView, View } from '../../../src/lab/index.ts';

/* A small view to change at will: two hosts in a swarm, and whatever tasks a test puts on them. */

const host = (name: string, last: number, nodeId: string): HostView => ({
  name,
  address: `192.168.99.${last}`,
  powered: true,
  engine: 'running',
  cutFrom: [],
  swarm: { state: nodeId ? 'active' : 'inactive', nodeId, manager: nodeId === 'n1' },
  volumes: [],
  networks: [],
});

export const node = (id: string, hostname: string, more: Partial<NodeView> = {}): NodeView => ({
  id,
  hostname,
  state: 'ready',
  availability: 'active',
  role: 'worker',
  desiredRole: 'worker',
  leader: false,
  reachability: undefined,
  address: '192.168.99.102',
  labels: {},
  createdAt: 0,
  ...more,
});

export const service = (id: string, name: string, more: Partial<ServiceView> = {}): ServiceView => ({
  id,
  name,
  mode: 'replicated',
  spec: { Name: name, TaskTemplate: { ContainerSpec: { Image: 'nginx:1.26@sha256:b' } } } as ServiceView['spec'],
  previousSpec: {
    Name: name,
    TaskTemplate: { ContainerSpec: { Image: 'nginx:1.25@sha256:a' } },
  } as ServiceView['spec'],
  specVersion: 1,
  update: undefined,
  running: 0,
  desired: 0,
  completed: 0,
  ports: [],
  virtualIps: {},
  jobIteration: undefined,
  createdAt: 0,
  ...more,
});

export const task = (
  id: string,
  serviceName: string,
  slot: number,
  nodeId: string,
  more: Partial<TaskView> = {},
): TaskView => ({
  id,
  serviceId: `s-${serviceName}`,
  serviceName,
  slot,
  nodeId,
  desiredState: 'running',
  state: 'running',
  message: 'started',
  error: '',
  image: 'nginx:1.26@sha256:b',
  containerId: undefined,
  exitCode: undefined,
  specVersion: 1,
  upToDate: true,
  jobIteration: undefined,
  networks: [],
  createdAt: 0,
  since: 0,
  ...more,
});

const byId = <T extends { id: string }>(items: readonly T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

export function viewOf(parts: { nodes?: NodeView[]; services?: ServiceView[]; tasks?: TaskView[] }): View {
  const nodes = parts.nodes ?? [node('n1', 'm', { leader: true, reachability: 'reachable' }), node('n2', 'w')];
  return {
    version: 1,
    clock: { now: 0, start: 0 },
    hosts: { m: host('m', 101, 'n1'), w: host('w', 102, 'n2'), spare: host('spare', 103, '') },
    swarm: {
      clusterId: 'c',
      spec: {} as NonNullable<View['swarm']>['spec'],
      workerToken: '',
      managerToken: '',
      leader: 'n1',
      nodes: byId(nodes),
      services: byId(parts.services ?? []),
      tasks: byId(parts.tasks ?? []),
      networks: {},
      secrets: {},
      configs: {},
    },
    containers: {},
    requests: [],
    terminals: {},
  };
}
