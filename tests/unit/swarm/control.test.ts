import { describe, expect, it } from 'vitest';
import type { ServiceSpec } from '../../../src/api/index.ts';
import { second } from '../../../src/sim/index.ts';
import { SwarmError } from '../../../src/swarm/index.ts';
import { Cluster, spec } from './lab.ts';

const formed = (count = 1): Cluster => {
  const lab = new Cluster(count);
  lab.form();
  return lab;
};

const error = (work: () => unknown): string => {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof SwarmError) return `${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
  return 'no error';
};

const web = (change: (one: ServiceSpec) => void): ServiceSpec => {
  const one = spec('web');
  change(one);
  return one;
};

describe('what a service is refused for', () => {
  it.each<[string, (one: ServiceSpec) => void]>([
    ['InvalidArgument: meta: name must be provided', (one) => (one.Name = '')],
    ['InvalidArgument: name must be valid as a DNS name component', (one) => (one.Name = 'bad name')],
    ['InvalidArgument: name must be 63 characters or fewer', (one) => (one.Name = 'a'.repeat(64))],
    [
      'InvalidArgument: invalid cpu value 1e-9: Must be at least 0.001',
      (one) => (one.TaskTemplate.Resources = { Limits: { NanoCPUs: 1 } }),
    ],
    [
      'InvalidArgument: invalid memory value 1: Must be at least 4MiB',
      (one) => (one.TaskTemplate.Resources = { Reservations: { MemoryBytes: 1 } }),
    ],
    [
      'Unknown: constraint expected one operator from ==, !=',
      (one) => (one.TaskTemplate.Placement = { Constraints: ['node.role=manager'] }),
    ],
    [
      'InvalidArgument: ContainerSpec: duplicate mount point: /data',
      (one) =>
        (one.TaskTemplate.ContainerSpec = {
          Image: 'nginx',
          Mounts: [
            { Type: 'volume', Target: '/data' },
            { Type: 'tmpfs', Target: '/data' },
          ],
        }),
    ],
    [
      'InvalidArgument: ContainerSpec: image reference must be provided',
      (one) => (one.TaskTemplate.ContainerSpec = {}),
    ],
    [
      'InvalidArgument: ContainerSpec: "nginx:" is not a valid repository/tag',
      (one) => (one.TaskTemplate.ContainerSpec = { Image: 'nginx:' }),
    ],
    [
      'InvalidArgument: TaskSpec: update-maxfailureratio cannot be less than 0 or bigger than 1',
      (one) => (one.UpdateConfig = { Parallelism: 1, MaxFailureRatio: 1.1 }),
    ],
    [
      "InvalidArgument: EndpointSpec: port published with ingress mode can't be used with dnsrr mode",
      (one) => (one.EndpointSpec = { Mode: 'dnsrr', Ports: [{ TargetPort: 80 }] }),
    ],
    [
      'InvalidArgument: EndpointSpec: duplicate published ports provided',
      (one) =>
        (one.EndpointSpec = {
          Ports: [
            { TargetPort: 80, PublishedPort: 80 },
            { TargetPort: 81, PublishedPort: 80 },
          ],
        }),
    ],
    [
      'InvalidArgument: secrets not found: a, b',
      (one) =>
        (one.TaskTemplate.ContainerSpec = {
          Image: 'nginx',
          Secrets: ['a', 'b'].map((name) => ({
            SecretID: name,
            SecretName: name,
            File: { Name: name, UID: '0', GID: '0', Mode: 292 },
          })),
        }),
    ],
    [
      'InvalidArgument: Jobs may not have an update config',
      (one) => Object.assign(one, { Mode: { GlobalJob: {} }, UpdateConfig: { Parallelism: 1, MaxFailureRatio: 0 } }),
    ],
  ])('%s', (text, change) => {
    const lab = formed();
    expect(error(() => lab.do(lab.control.createService(web(change))))).toBe(text);
  });

  it('a name that another has, in any case', () => {
    const lab = formed();
    lab.create('web');
    expect(error(() => lab.create('WEB'))).toBe(
      'AlreadyExists: name conflicts with an existing object: service WEB already exists',
    );
  });

  it('a port that another publishes', () => {
    const lab = formed();
    const { id } = lab.create('web', { EndpointSpec: { Ports: [{ TargetPort: 80, PublishedPort: 80 }] } });
    const port = (PublishMode: string): Partial<ServiceSpec> => ({
      EndpointSpec: { Ports: [{ TargetPort: 1, PublishedPort: 80, PublishMode }] },
    });
    const text = `InvalidArgument: port '80' is already in use by service 'web' (${id}) as an ingress port`;
    expect(error(() => lab.create('a', port('ingress')))).toBe(text);
    expect(error(() => lab.create('a', port('host')))).toBe(text);
  });

  it('updates that change its name or mode, or come from an old version', () => {
    const lab = formed();
    lab.create('web');
    expect(error(() => lab.update('web', (one) => ({ ...one, Name: 'other' })))).toBe(
      'Unimplemented: renaming services is not supported',
    );
    expect(error(() => lab.update('web', (one) => ({ ...one, Mode: { Global: {} } })))).toBe(
      'Unimplemented: service mode change is not allowed',
    );
    const { id, spec: current } = lab.service('web');
    expect(error(() => lab.do(lab.control.updateService(id, 1, current, {})))).toBe('Unknown: update out of sequence');
  });
});

describe('reading', () => {
  it('takes no time on the leader', () => {
    const lab = formed();
    lab.create('web');
    expect(lab.control.list('service').next()).toMatchObject({ done: true, value: [{ spec: { Name: 'web' } }] });
  });
});

describe('secrets and configs', () => {
  it('have unique names, a size, and stay while they are used', () => {
    const lab = formed();
    const secret = lab.do(lab.control.createSecret({ Name: 'password', Labels: {}, Data: 'eA==' }));
    expect(error(() => lab.do(lab.control.createSecret({ Name: 'password', Labels: {}, Data: 'eA==' })))).toBe(
      'AlreadyExists: secret password already exists',
    );
    expect(error(() => lab.do(lab.control.createConfig({ Name: 'empty', Labels: {} })))).toBe(
      'InvalidArgument: config data must be larger than 0 and less than 1024000 bytes',
    );
    const File = { Name: 'password', UID: '0', GID: '0', Mode: 292 };
    const ContainerSpec = { Image: 'nginx', Secrets: [{ SecretID: secret.id, SecretName: 'password', File }] };
    for (const name of ['a', 'b']) lab.create(name, { TaskTemplate: { ContainerSpec, ForceUpdate: 0 } });
    expect(error(() => lab.do(lab.control.remove('secret', secret.id)))).toBe(
      "InvalidArgument: secret 'password' is in use by the following services: a, b",
    );
    expect(
      error(() =>
        lab.do(
          lab.control.updateSecret(secret.id, secret.meta.version, { Name: 'password', Labels: {}, Data: 'eQ==' }),
        ),
      ),
    ).toBe('InvalidArgument: only updates to Labels are allowed');
    const changed = lab.do(
      lab.control.updateSecret(secret.id, secret.meta.version, { Name: 'password', Labels: { a: 'b' } }),
    );
    expect(changed.spec).toEqual({ Name: 'password', Labels: { a: 'b' }, Data: 'eA==' });
  });
});

describe('nodes', () => {
  it('are removed only when they are gone, and managers never', () => {
    const lab = formed(2);
    const [manager, worker] = lab.nodes();
    if (!manager || !worker) throw new Error('two nodes');
    expect(error(() => lab.do(lab.control.removeNode(worker.id, false)))).toBe(
      `FailedPrecondition: node ${worker.id} is not down and can't be removed`,
    );
    expect(error(() => lab.do(lab.control.removeNode(manager.id, true)))).toBe(
      `FailedPrecondition: node ${manager.id} is a cluster manager and is a member of the raft cluster. It must be demoted to worker before removal`,
    );
    expect(
      error(() =>
        lab.do(lab.control.updateNode(manager.id, manager.meta.version, { ...manager.spec, Role: 'worker' })),
      ),
    ).toBe('FailedPrecondition: attempting to demote the last manager of the swarm');
    lab.do(lab.machine(2).member.leave());
    lab.until(() => lab.nodes()[1]?.status.state === 'down');
    lab.do(lab.control.removeNode(worker.id, false));
    expect(lab.nodes().map(({ id }) => id)).toEqual([manager.id]);
  });

  it('are let in by a token only, and the refusal takes ten seconds', () => {
    const lab = new Cluster(2);
    lab.form();
    lab.do(lab.machine(2).member.leave());
    const { cluster } = lab.machine(1).member;
    if (!cluster) throw new Error('a manager knows the cluster');
    const old = cluster.joinTokens.worker;
    const rotated = lab.do(lab.control.updateCluster(cluster.meta.version, cluster.spec, { workerToken: true }));
    expect(rotated.joinTokens.worker).toMatch(/^SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25}$/);
    expect(rotated.joinTokens.worker.slice(0, 59)).toBe(old.slice(0, 59));
    const began = lab.clock.now;
    const join = (token: string): unknown =>
      lab.do(
        lab.machine(2).member.join({
          listenAddress: '',
          advertiseAddress: lab.machine(2).address,
          token,
          remoteAddresses: ['192.168.99.101:2377'],
          availability: 'active',
        }),
      );
    expect(error(() => join(old))).toBe('InvalidArgument: A valid join token is necessary to join this cluster');
    expect((lab.clock.now - began) / second).toBeGreaterThan(10);
    expect(lab.machine(2).member.state).toBe('inactive');
    expect(join(rotated.joinTokens.worker)).toBe('worker');
  });
});

describe('logs', () => {
  it('come from the nodes that run the tasks', () => {
    const lab = formed(2);
    const { id } = lab.create('web', { Mode: { Replicated: { Replicas: 2 } } });
    lab.settle('web', 2);
    const query = { follow: false, tail: undefined, since: undefined, until: undefined };
    const source = lab.do(lab.control.logs({ serviceIds: [id] }, query));
    const lines: unknown[] = [];
    for (let line = lab.do(source.receive()); line; line = lab.do(source.receive()))
      lines.push('text' in line ? line.text : line);
    expect(lines.sort()).toEqual(
      lab
        .running('web')
        .map((task) => `hello from ${task.id}`)
        .sort(),
    );
  });
});
