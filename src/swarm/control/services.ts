import type { PortConfig, ServiceSpec } from '../../api/index.ts';
import { networksOf } from '../allocator/allocator.ts';
import type { Leader } from '../leader.ts';
import type { Service } from '../objects.ts';
import { same } from '../same.ts';
import { isJob, jobSize, modeOf, replicasOf } from '../service.ts';
import type { Transaction, View } from '../store/transaction.ts';
import { checkVersion, fail, invalid, nameTaken, need } from './errors.ts';
import { validateService } from './validate-service.ts';

export function createService({ chance }: Leader, tx: Transaction, spec: ServiceSpec): Service {
  validateService(spec);
  checkSurroundings(tx, spec, '');
  if (nameTaken(tx, 'service', spec.Name))
    fail('AlreadyExists', `name conflicts with an existing object: service ${spec.Name} already exists`);
  return tx.create('service', {
    id: chance.id('service', ''),
    spec,
    previousSpec: undefined,
    specVersion: 0,
    previousSpecVersion: 0,
    endpoint: undefined,
    updateStatus: undefined,
    jobStatus: isJob(spec) ? { iteration: 0, lastExecution: tx.now } : undefined,
  });
}

/** Models moby/swarmkit manager/controlapi UpdateService: rollback swaps the two specs, an update shifts them. */
export function updateService(
  tx: Transaction,
  id: string,
  version: number,
  spec: ServiceSpec,
  rollback: boolean,
): Service {
  const service = need(tx, 'service', id);
  if (rollback) return rollBack(tx, service, version);
  validateService(spec);
  checkSurroundings(tx, spec, id);
  if (spec.Name !== service.spec.Name) fail('Unimplemented', 'renaming services is not supported');
  if (modeOf(spec) !== modeOf(service.spec)) fail('Unimplemented', 'service mode change is not allowed');
  if (!spec.TaskTemplate.Networks && !same(spec.Networks, service.spec.Networks))
    fail('Unimplemented', 'networks must be migrated to TaskSpec before being changed');
  checkVersion(service, version);
  return tx.update('service', {
    ...service,
    spec,
    previousSpec: service.spec,
    previousSpecVersion: service.specVersion,
    specVersion: service.meta.version,
    updateStatus: undefined,
    jobStatus: service.jobStatus && { iteration: service.jobStatus.iteration + 1, lastExecution: tx.now },
  });
}

function rollBack(tx: Transaction, service: Service, version: number): Service {
  const { previousSpec } = service;
  if (!previousSpec) return fail('FailedPrecondition', `service ${service.id} does not have a previous spec`);
  checkVersion(service, version);
  return tx.update('service', {
    ...service,
    spec: previousSpec,
    specVersion: service.previousSpecVersion,
    previousSpec: service.spec,
    previousSpecVersion: service.specVersion,
    updateStatus: {
      state: 'rollback_started',
      message: 'manually requested rollback',
      startedAt: tx.now,
      completedAt: undefined,
    },
  });
}

/** What a service needs of the rest of the swarm: networks, ports, secrets and configs. */
function checkSurroundings(view: View, spec: ServiceSpec, id: string): void {
  const ingress = view.all('network').find((network) => network.spec.Ingress);
  for (const { Target } of spec.TaskTemplate.Networks ?? spec.Networks ?? [])
    if (ingress && Target === ingress.id)
      invalid(`Service cannot be explicitly attached to the ingress network "${ingress.spec.Name}"`);
  const ports = spec.EndpointSpec?.Ports ?? [];
  if (!ingress && ports.some((port) => port.PublishMode !== 'host'))
    fail('FailedPrecondition', 'service needs ingress network, but no ingress network is present');
  for (const service of view.all('service')) if (service.id !== id) for (const port of ports) checkPort(port, service);
  const { Secrets = [], Configs = [] } = spec.TaskTemplate.ContainerSpec ?? {};
  checkExist(
    'secret',
    Secrets.filter(({ SecretID }) => !view.get('secret', SecretID)).map(({ SecretName }) => SecretName),
  );
  checkExist(
    'config',
    Configs.filter(({ ConfigID }) => !view.get('config', ConfigID)).map(({ ConfigName }) => ConfigName),
  );
}

function checkExist(kind: string, missing: readonly string[]): void {
  if (missing.length > 0) invalid(`${kind}${missing.length === 1 ? '' : 's'} not found: ${missing.join(', ')}`);
}

function checkPort(port: PortConfig, service: Service): void {
  if (!port.PublishedPort) return;
  for (const other of service.endpoint?.ports ?? service.spec.EndpointSpec?.Ports ?? []) {
    const clash = other.PublishedPort === port.PublishedPort && (other.Protocol ?? 'tcp') === (port.Protocol ?? 'tcp');
    const hosts = [port, other].filter(({ PublishMode }) => PublishMode === 'host').length;
    if (!clash || hosts === 2) continue;
    const how = other.PublishMode === 'host' ? 'a host-published' : 'an ingress';
    const number = String(port.PublishedPort);
    invalid(`port '${number}' is already in use by service '${service.spec.Name}' (${service.id}) as ${how} port`);
  }
}

/** Whether a service or its tasks use a network. */
export const usesNetwork = (service: Service, id: string, name: string): boolean =>
  networksOf(service).some(({ Target }) => Target === id || Target === name);

export interface ServiceCount {
  running: number;
  desired: number;
  completed: number;
}

/** Counts for the REPLICAS column: running whatever their desired state (models controlapi ListServiceStatuses). */
export function countTasks(view: View, service: Service): ServiceCount {
  const mode = modeOf(service.spec);
  const iteration = service.jobStatus?.iteration;
  const tasks = view.tasksOf(service.id).filter((task) => task.jobIteration === iteration);
  const count = {
    running: tasks.filter((task) => task.status.state === 'running').length,
    completed: tasks.filter((task) => task.status.state === 'complete').length,
  };
  if (iteration === undefined) count.completed = 0;
  const desired = {
    replicated: () => replicasOf(service),
    global: () => tasks.filter((task) => task.desiredState === 'running').length,
    'replicated-job': () => jobSize(service.spec).concurrent,
    'global-job': () => tasks.filter((task) => task.desiredState === 'complete').length,
  };
  return { ...count, desired: desired[mode]() };
}
