import type { ServiceMode } from '../api/index.ts';
import {
  isDirty,
  type Cluster,
  type Config,
  type Network,
  type Node,
  type Secret,
  type Service,
  type StoreObject,
  type Task,
} from '../swarm/index.ts';
import type { NodeView, ServiceModeName, ServiceView, SwarmNetworkView, SwarmView, TaskView } from './view.ts';

/** Makes each view once per version of a store object: they are immutable, so a view's parts can be compared by reference. */
function cached<O extends StoreObject, V>(make: (object: O) => V): (object: O) => V {
  const known = new WeakMap<O, V>();
  return (object) => {
    let view = known.get(object);
    if (view === undefined) {
      view = make(object);
      known.set(object, view);
    }
    return view;
  };
}

interface Store {
  cluster: Cluster;
  nodes: readonly Node[];
  services: readonly Service[];
  tasks: readonly Task[];
  networks: readonly Network[];
  secrets: readonly Secret[];
  configs: readonly Config[];
}

/** The swarm as its leader's store has it. */
export function swarm({ cluster, nodes, services, tasks, networks, secrets, configs }: Store): SwarmView {
  const byService = Map.groupBy(tasks, ({ serviceId }) => serviceId);
  const born = <O extends StoreObject>(objects: readonly O[]): O[] =>
    [...objects].sort((a, b) => a.meta.createdAt - b.meta.createdAt);
  const serviceOf = new Map(services.map((service) => [service.id, service]));
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const current = (task: Task): boolean => {
    const service = serviceOf.get(task.serviceId);
    return service !== undefined && !isDirty(service, task, nodeOf.get(task.nodeId));
  };
  return {
    clusterId: cluster.id,
    spec: cluster.spec,
    workerToken: cluster.joinTokens.worker,
    managerToken: cluster.joinTokens.manager,
    leader: nodes.find(({ managerStatus }) => managerStatus?.leader)?.id,
    nodes: keyed(born(nodes), nodeView),
    services: keyed(
      born(services).filter(({ pendingDelete }) => !pendingDelete),
      (service) => serviceView(service, byService.get(service.id) ?? []),
    ),
    tasks: keyed(tasks, (task) => (current(task) ? currentTask(task) : outdatedTask(task))),
    networks: keyed(networks, networkView),
    secrets: keyed(secrets, secretView),
    configs: keyed(configs, configView),
  };
}

function keyed<O extends StoreObject, V>(objects: readonly O[], view: (object: O) => V): Record<string, V> {
  return Object.fromEntries(objects.map((object) => [object.id, view(object)]));
}

const nodeView = cached<Node, NodeView>(({ id, meta, spec, description, status, role, managerStatus }) => ({
  id,
  hostname: description?.Hostname ?? '',
  state: status.state,
  availability: spec.Availability,
  role,
  desiredRole: spec.Role,
  leader: managerStatus?.leader ?? false,
  reachability: managerStatus?.reachability,
  address: status.addr,
  labels: spec.Labels,
  createdAt: meta.createdAt,
}));

const modeNames: readonly (readonly [keyof ServiceMode, ServiceModeName])[] = [
  ['Global', 'global'],
  ['ReplicatedJob', 'replicated-job'],
  ['GlobalJob', 'global-job'],
];

const modeName = (mode: ServiceMode): ServiceModeName => modeNames.find(([key]) => mode[key])?.[1] ?? 'replicated';

const serviceShape = cached<Service, Omit<ServiceView, 'running' | 'desired' | 'completed'>>(
  ({ id, meta, spec, previousSpec, specVersion, endpoint, updateStatus, jobStatus }) => ({
    id,
    name: spec.Name,
    mode: modeName(spec.Mode),
    spec,
    previousSpec,
    specVersion,
    update: updateStatus && {
      state: updateStatus.state,
      message: updateStatus.message,
      startedAt: updateStatus.startedAt,
      completedAt: updateStatus.completedAt,
    },
    ports: endpoint?.ports ?? [],
    virtualIps: Object.fromEntries((endpoint?.virtualIps ?? []).map(({ networkId, addr }) => [networkId, addr])),
    jobIteration: jobStatus?.iteration,
    createdAt: meta.createdAt,
  }),
);

/** With the counts of the REPLICAS column: running is what still runs, whatever is wanted of it. */
function serviceView(service: Service, tasks: readonly Task[]): ServiceView {
  const shape = serviceShape(service);
  const { Replicated: replicated, ReplicatedJob: job } = service.spec.Mode;
  const present = tasks.filter(({ jobIteration }) => jobIteration === shape.jobIteration);
  const completed = present.filter(({ status }) => status.state === 'complete').length;
  const wanted = present.filter(({ desiredState }) => desiredState === 'running').length;
  const desired = {
    replicated: replicated?.Replicas ?? 1,
    global: wanted,
    'replicated-job': job?.MaxConcurrent ?? 1,
    'global-job': wanted,
  }[shape.mode];
  return {
    ...shape,
    running: present.filter(({ status }) => status.state === 'running').length,
    desired,
    completed,
  };
}

const task =
  (upToDate: boolean) =>
  (object: Task): TaskView => ({
    id: object.id,
    serviceId: object.serviceId,
    serviceName: object.serviceName,
    slot: object.slot,
    nodeId: object.nodeId,
    desiredState: object.desiredState,
    state: object.status.state,
    message: object.status.message,
    error: object.status.err,
    image: (object.spec.ContainerSpec?.Image ?? '').replace(/@sha256:[0-9a-f]+$/, ''),
    containerId: object.status.container?.id,
    exitCode: object.status.container?.exitCode,
    specVersion: object.specVersion,
    upToDate,
    jobIteration: object.jobIteration,
    networks: object.networks.map(({ network, addresses }) => ({ networkId: network.id, addresses })),
    createdAt: object.meta.createdAt,
    since: object.status.timestamp,
  });

const currentTask = cached<Task, TaskView>(task(true));
const outdatedTask = cached<Task, TaskView>(task(false));

const networkView = cached<Network, SwarmNetworkView>(({ id, spec, ipam }) => ({
  id,
  name: spec.Name,
  driver: spec.Driver ?? 'overlay',
  subnet: ipam?.subnet,
  gateway: ipam?.gateway,
  attachable: spec.Attachable ?? false,
  internal: spec.Internal ?? false,
  ingress: spec.Ingress ?? false,
}));

const secretView = cached<Secret, SwarmView['secrets'][string]>(({ id, spec }) => ({
  id,
  name: spec.Name,
  labels: spec.Labels,
}));

const configView = cached<Config, SwarmView['configs'][string]>(({ id, spec }) => ({
  id,
  name: spec.Name,
  labels: spec.Labels,
  data: spec.Data ?? '',
}));
