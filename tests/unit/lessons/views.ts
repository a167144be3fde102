import type { NodeView, ServiceView, TaskView, View } from '../../../src/lab/index.ts';

/* Views made by hand, for predicates alone. */

const second = 1_000_000;
const clusterSpec: NonNullable<View['swarm']>['spec'] = {
  Name: 'default',
  Labels: {},
  Orchestration: { TaskHistoryRetentionLimit: 5 },
  Raft: { ElectionTick: 10, HeartbeatTick: 1 },
  Dispatcher: {},
  CAConfig: {},
  TaskDefaults: {},
  EncryptionConfig: { AutoLockManagers: false },
};

export function node(name: string, more: Partial<NodeView> = {}): NodeView {
  return {
    id: `id-${name}`,
    hostname: name,
    state: 'ready',
    availability: 'active',
    role: name.includes('manager') ? 'manager' : 'worker',
    desiredRole: name.includes('manager') ? 'manager' : 'worker',
    leader: name === 'swarm-manager',
    reachability: name.includes('manager') ? 'reachable' : undefined,
    address: '192.168.99.101',
    labels: {},
    createdAt: 0,
    ...more,
  };
}

export function service(name: string, more: Partial<ServiceView> = {}): ServiceView {
  return {
    id: `id-${name}`,
    name,
    mode: 'replicated',
    spec: {
      Name: name,
      Labels: {},
      TaskTemplate: { ContainerSpec: { Image: 'nginx:latest' }, ForceUpdate: 0 },
      Mode: { Replicated: { Replicas: more.desired ?? 1 } },
    },
    previousSpec: undefined,
    specVersion: 0,
    update: undefined,
    running: 0,
    desired: 1,
    completed: 0,
    ports: [],
    virtualIps: {},
    jobIteration: undefined,
    createdAt: 0,
    ...more,
  };
}

export function task(serviceName: string, slot: number, host: string, more: Partial<TaskView> = {}): TaskView {
  return {
    id: `${serviceName}.${slot}.${host}`,
    serviceId: `id-${serviceName}`,
    serviceName,
    slot,
    nodeId: `id-${host}`,
    desiredState: 'running',
    state: 'running',
    message: 'started',
    error: '',
    image: 'nginx:latest',
    containerId: undefined,
    exitCode: undefined,
    specVersion: 0,
    upToDate: true,
    jobIteration: undefined,
    networks: [],
    createdAt: 0,
    since: 0,
    ...more,
  };
}

export interface Parts {
  seconds?: number;
  nodes?: readonly NodeView[];
  services?: readonly ServiceView[];
  tasks?: readonly TaskView[];
  requests?: View['requests'];
  workerToken?: string;
}

const byId = <T extends { id: string }>(items: readonly T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

const three = [node('swarm-manager'), node('swarm-worker1'), node('swarm-worker2')];

export function view({ seconds = 0, nodes = three, services = [], tasks = [], ...more }: Parts = {}): View {
  return {
    version: 1,
    clock: { now: seconds * second, start: 0 },
    hosts: Object.fromEntries(
      nodes.map((each) => [
        each.hostname,
        {
          name: each.hostname,
          address: each.address,
          powered: true,
          engine: 'running',
          cutFrom: [],
          swarm: { state: 'active', nodeId: each.id, manager: each.role === 'manager' },
          volumes: [],
          networks: [],
        },
      ]),
    ),
    swarm: {
      clusterId: 'cluster',
      spec: clusterSpec,
      workerToken: more.workerToken ?? 'SWMTKN-1-c-w',
      managerToken: 'SWMTKN-1-c-m',
      leader: nodes[0]?.id,
      nodes: byId(nodes),
      services: byId(services),
      tasks: byId(tasks),
      networks: {},
      secrets: {},
      configs: {},
    },
    containers: {},
    requests: more.requests ?? [],
    terminals: {},
  };
}
