import { describe, expect, it } from 'vitest';
import { second } from '../../../src/sim/index.ts';
import { Bench } from './bench.ts';

interface TaskRow {
  ID: string;
  Slot?: number;
  NodeID: string;
  DesiredState: string;
  Status: { State: string; Err?: string; ContainerStatus?: { ContainerID: string; PID: number; ExitCode: number } };
}

const filter = (filters: Record<string, string[]>): string => `filters=${encodeURIComponent(JSON.stringify(filters))}`;

const tasksOf = (bench: Bench, service: string): TaskRow[] =>
  bench.ask('GET', `/tasks?${filter({ service: [service] })}`).body as TaskRow[];

describe('membership', () => {
  it('is asked for in the words of the daemon', async () => {
    const bench = await Bench.open(2);
    const none =
      'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';
    expect(bench.ask('GET', '/services')).toMatchObject({ status: 503, body: { message: none } });
    expect(bench.ask('POST', '/swarm/leave')).toMatchObject({
      status: 503,
      body: { message: 'This node is not part of a swarm' },
    });
    bench.formSwarm();
    expect(bench.ask('GET', '/services', undefined, { on: 1 })).toMatchObject({
      status: 503,
      body: {
        message:
          "This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state. Please run this command on a manager node or promote the current node to a manager.",
      },
    });
    expect(bench.ask('POST', '/swarm/init', {})).toMatchObject({
      status: 503,
      body: {
        message:
          'This node is already part of a swarm. Use "docker swarm leave" to leave this swarm and join another one.',
      },
    });
    expect(bench.ask('POST', '/swarm/leave').body.message).toBe(
      'You are attempting to leave the swarm on a node that is participating as a manager. Removing the last manager erases all current state of the swarm. Use `--force` to ignore this message. ',
    );
    const nodes = bench.ask('GET', '/nodes').body as { Description: { Hostname: string }; Status: { State: string } }[];
    expect(nodes.map(({ Description, Status }) => `${Description.Hostname} ${Status.State}`).sort()).toEqual([
      'host1 ready',
      'host2 ready',
    ]);
    bench.ask('POST', '/swarm/leave?force=1');
    expect(bench.ask('GET', '/info').body.Swarm.LocalNodeState).toBe('inactive');
    const left = bench.ask('GET', '/networks').body as { Name: string }[];
    expect(left.map(({ Name }) => Name).sort()).toEqual(['bridge', 'docker_gwbridge', 'host', 'none']);
  });

  it.each([
    [
      { ListenAddr: 'nonsense' },
      'listen address must be an IP address or network interface (with optional port number)',
    ],
    [
      { AdvertiseAddr: 'eth7' },
      'advertise address must be a non-zero IP address or network interface (with optional port number)',
    ],
    [
      { AdvertiseAddr: '0.0.0.0' },
      'advertise address must be a non-zero IP address or network interface (with optional port number)',
    ],
    [
      { DataPathAddr: '10.9.0.1:4789' },
      'data path address must be a non-zero IP address or network interface (without a port number)',
    ],
    [{ DataPathPort: 80 }, 'Datapath port number is not in valid range (1024-49151) : 80'],
    [{ Spec: { Name: 'other' } }, 'swarm spec must be named "default"'],
  ])('init %j: %s', async (body, message) => {
    expect((await Bench.open()).ask('POST', '/swarm/init', body)).toMatchObject({ status: 400, body: { message } });
  });

  it('advertises an interface or the only address, and accepts an address that the machine does not have', async () => {
    const addr = async (AdvertiseAddr: string): Promise<string> => {
      const bench = await Bench.open();
      bench.ask('POST', '/swarm/init', { AdvertiseAddr });
      return bench.ask('GET', '/info').body.Swarm.NodeAddr as string;
    };
    expect(await Promise.all(['', 'eth0', '10.9.0.250'].map(addr))).toEqual(['10.9.0.1', '10.9.0.1', '10.9.0.250']);
  });

  it('needs a token of the right form', async () => {
    expect(
      (await Bench.open()).ask('POST', '/swarm/join', { RemoteAddrs: ['10.9.0.1'], JoinToken: 'SWMTKN-1-abc' }),
    ).toMatchObject({
      status: 400,
      body: { message: 'invalid join token' },
    });
  });
});

describe('a service', () => {
  it('becomes containers, named and labelled for their tasks', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    const id = bench.service('myweb', 2, {
      Image: 'web:1.0',
      Env: ['SLOT={{.Task.Slot}}'],
      Hostname: '{{.Node.Hostname}}',
    });
    const tasks = tasksOf(bench, 'myweb');
    expect(tasks.map(({ Status }) => Status.State)).toEqual(['running', 'running']);
    for (const task of tasks) {
      const container = bench.ask('GET', `/containers/${task.Status.ContainerStatus?.ContainerID}/json`).body;
      expect(container.Name).toBe(`/myweb.${task.Slot}.${task.ID}`);
      expect(container.Config.Env).toContain(`SLOT=${task.Slot}`);
      expect(container.Config.Hostname).toBe('host1');
      expect(container.Config.Labels).toEqual({
        'com.docker.swarm.node.id': task.NodeID,
        'com.docker.swarm.service.id': id,
        'com.docker.swarm.service.name': 'myweb',
        'com.docker.swarm.task': '',
        'com.docker.swarm.task.id': task.ID,
        'com.docker.swarm.task.name': `myweb.${task.Slot}.${task.ID}`,
      });
      expect(container.State.Pid).toBe(task.Status.ContainerStatus?.PID);
    }
  });

  it('has the keys of the real API, in their order, and defaults only when asked', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    bench.service('byapi', 1, { Image: 'web:1.0' });
    const plain = bench.ask('GET', '/services/byapi').body;
    expect(Object.keys(plain as object)).toEqual(['ID', 'Version', 'CreatedAt', 'UpdatedAt', 'Spec', 'Endpoint']);
    expect(JSON.stringify(plain.Spec)).toBe(
      '{"Name":"byapi","Labels":{},"TaskTemplate":{"ContainerSpec":{"Image":"web:1.0","Init":false,"DNSConfig":{},"Isolation":"default"},"Resources":{"Limits":{},"Reservations":{}},"ForceUpdate":0,"Runtime":"container"},"Mode":{"Replicated":{"Replicas":1}}}',
    );
    expect(plain.Endpoint).toEqual({ Spec: {} });
    const { TaskTemplate, UpdateConfig } = bench.ask('GET', '/services/byapi?insertDefaults=true').body.Spec;
    expect(TaskTemplate.ContainerSpec.StopGracePeriod).toBe(10_000_000_000);
    expect(TaskTemplate.RestartPolicy).toEqual({ Condition: 'any', Delay: 5_000_000_000, MaxAttempts: 0 });
    expect(UpdateConfig).toEqual({
      Parallelism: 1,
      FailureAction: 'pause',
      Monitor: 5_000_000_000,
      MaxFailureRatio: 0,
      Order: 'stop-first',
    });
    const [task] = tasksOf(bench, 'byapi');
    expect(Object.keys(task ?? {}).slice(0, 10)).toEqual([
      'ID',
      'Version',
      'CreatedAt',
      'UpdatedAt',
      'Labels',
      'Spec',
      'ServiceID',
      'Slot',
      'NodeID',
      'Status',
    ]);
    const [row] = bench.ask('GET', '/services?status=true').body;
    expect(row.ServiceStatus).toEqual({ RunningTasks: 1, DesiredTasks: 1, CompletedTasks: 0 });
  });

  it('is found by name, ID and prefix, and filtered by prefix', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    const id = bench.service('web', 0, { Image: 'web:1.0' }, { Labels: { tier: 'front' } });
    bench.service('webapp', 0, { Image: 'web:1.0' });
    for (const name of ['web', id, id.slice(0, 12)]) expect(bench.ask('GET', `/services/${name}`).body.ID).toBe(id);
    expect(bench.ask('GET', '/services/nosuch')).toMatchObject({
      status: 404,
      body: { message: 'service nosuch not found' },
    });
    expect(bench.ask('GET', `/services?${filter({ name: ['we'] })}`).body).toHaveLength(2);
    expect(bench.ask('GET', `/services?${filter({ label: ['tier=front'] })}`).body).toHaveLength(1);
    expect(bench.ask('GET', `/services?${filter({ colour: ['red'] })}`)).toMatchObject({
      status: 400,
      body: { message: "invalid filter 'colour'" },
    });
    expect(bench.ask('GET', `/tasks?${filter({ node: ['ghost'] })}`).body.message).toBe('node ghost not found');
  });

  it.each([
    [{ Mode: { Replicated: {}, Global: {} } }, 400, 'must specify only one service mode'],
    [{ EndpointSpec: { Mode: 'x' } }, 400, 'invalid resolution mode: "x"'],
    [
      { UpdateConfig: { Parallelism: 1, MaxFailureRatio: 0, FailureAction: 'x' } },
      400,
      'unrecognized update failure action x',
    ],
    [{ UpdateConfig: { Parallelism: 1, MaxFailureRatio: 0, Order: 'x' } }, 400, 'unrecognized update order x'],
    [
      { Networks: [{ Target: 'docker_gwbridge' }] },
      403,
      'The network docker_gwbridge cannot be used with services. Only networks scoped to the swarm can be used, such as those created with the overlay driver.',
    ],
    [{ Networks: [{ Target: 'nosuch' }] }, 404, 'network nosuch not found'],
    [{ Name: 'bad name' }, 400, 'rpc error: code = InvalidArgument desc = name must be valid as a DNS name component'],
  ])('with %j is refused: %i %s', async (extra, status, message) => {
    const bench = await Bench.open();
    bench.formSwarm();
    const spec = { Name: 's', TaskTemplate: { ContainerSpec: { Image: 'web:1.0' } }, ...extra };
    expect(bench.ask('POST', '/services/create', spec)).toMatchObject({ status, body: { message } });
  });

  it('is updated only by who has read its last version', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    bench.service('web', 1, { Image: 'web:1.0' });
    const { Spec } = bench.ask('GET', '/services/web').body;
    expect(bench.ask('POST', '/services/web/update?version=1', Spec)).toMatchObject({
      status: 500,
      body: { message: 'rpc error: code = Unknown desc = update out of sequence' },
    });
    expect(bench.ask('POST', '/services/web/update?version=x', Spec)).toMatchObject({
      status: 400,
      body: { message: 'invalid swarm object version: strconv.ParseUint: parsing "x": invalid syntax' },
    });
  });
});

describe('tasks that go wrong', () => {
  const fates: [string, Record<string, unknown>, string, string][] = [
    ['no image', { Image: 'web:9' }, 'rejected', 'No such image: web:9'],
    [
      'no bind source',
      { Image: 'web:1.0', Mounts: [{ Type: 'bind', Source: '/no/such', Target: '/x' }] },
      'rejected',
      'invalid mount config for type "bind": bind source path does not exist: /no/such',
    ],
    [
      'relative bind',
      { Image: 'web:1.0', Mounts: [{ Type: 'bind', Source: 'rel', Target: '/x' }] },
      'rejected',
      'invalid bind mount source, must be an absolute path: rel',
    ],
    [
      'absolute volume',
      { Image: 'web:1.0', Mounts: [{ Type: 'volume', Source: '/v', Target: '/x' }] },
      'rejected',
      'invalid volume mount source, must not be an absolute path: /v',
    ],
    ['exit status', { Image: 'tool', Args: ['exit', '3'] }, 'failed', 'task: non-zero exit (3)'],
    [
      'no command',
      { Image: 'tool', Command: ['nosuch'] },
      'failed',
      'starting container failed: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "nosuch": executable file not found in $PATH: unknown',
    ],
    ['orderly end', { Image: 'tool', Args: ['exit', '0'] }, 'complete', ''],
  ];

  it.each(fates)('%s', async (_, container, state, error) => {
    const bench = await Bench.open();
    bench.formSwarm();
    bench.service('s', 1, container);
    const ended = tasksOf(bench, 's').find(({ DesiredState }) => DesiredState === 'shutdown');
    expect([ended?.Status.State, ended?.Status.Err ?? '']).toEqual([state, error]);
  });

  it('a container removed by hand is replaced after the restart delay', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    bench.service('web', 1, { Image: 'web:1.0' });
    const [first] = tasksOf(bench, 'web');
    bench.ask('DELETE', `/containers/${first?.Status.ContainerStatus?.ContainerID}?force=1`);
    bench.pass(second);
    const after = tasksOf(bench, 'web');
    expect(after.find(({ ID }) => ID === first?.ID)?.Status).toMatchObject({
      State: 'failed',
      Err: 'task: non-zero exit (137)',
    });
    expect(after.find(({ ID }) => ID !== first?.ID)).toMatchObject({
      DesiredState: 'ready',
      Status: { State: 'ready' },
    });
    bench.pass(6 * second);
    expect(tasksOf(bench, 'web').filter(({ Status }) => Status.State === 'running')).toHaveLength(1);
  });

  it('an unhealthy one is stopped; status 0 makes it Complete', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    bench.service('sick', 1, {
      Image: 'web:probed',
      Healthcheck: { Test: ['CMD', 'exit', '1'], Interval: 1e9, Retries: 2 },
    });
    bench.pass(second);
    expect(tasksOf(bench, 'sick').some(({ Status }) => Status.State === 'complete')).toBe(true);
    expect(tasksOf(bench, 'sick').some(({ Status }) => Status.State === 'running')).toBe(false);
  });

  it('a machine that lost its power reports its tasks failed', async () => {
    const bench = await Bench.open(2);
    bench.formSwarm();
    bench.service('web', 2, { Image: 'web:1.0' });
    bench.hosts[1]?.powerOff();
    bench.pass(2 * second);
    bench.hosts[1]?.powerOn();
    bench.pass(15 * second);
    expect(tasksOf(bench, 'web').map(({ Status }) => Status.Err ?? '')).toContain('task: non-zero exit (255)');
    expect(tasksOf(bench, 'web').filter(({ Status }) => Status.State === 'running')).toHaveLength(2);
  });
});

describe('networks and ports of tasks', () => {
  it('a published port brings the ingress network and no binding', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    const Ports = [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080, PublishMode: 'ingress' }];
    bench.service('web', 1, { Image: 'web:1.0' }, { EndpointSpec: { Mode: 'vip', Ports } });
    const [row] = bench.ask('GET', '/containers/json').body;
    expect(row.Ports).toEqual([{ PrivatePort: 80, Type: 'tcp' }]);
    expect(Object.keys(row.NetworkSettings.Networks as object)).toEqual(['ingress']);
    const ingress = bench.ask('GET', '/networks/ingress').body;
    expect(ingress.Containers['ingress-sbox']).toMatchObject({ Name: 'ingress-endpoint', IPv4Address: '10.0.0.2/24' });
    expect(`/${ingress.Containers[row.Id].Name}`).toBe(row.Names[0]);
  });

  it('a host-mode port is bound, and shown once per address family', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    const Ports = [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 9090, PublishMode: 'host' }];
    bench.service('web', 1, { Image: 'web:1.0' }, { EndpointSpec: { Mode: 'vip', Ports } });
    const [row] = bench.ask('GET', '/containers/json').body;
    expect(row.Ports).toMatchObject([
      { IP: '0.0.0.0', PublicPort: 9090 },
      { IP: '::', PublicPort: 9090 },
    ]);
    const [task] = bench.ask('GET', '/tasks').body;
    expect(task.Status.PortStatus.Ports).toHaveLength(2);
  });

  it('an overlay is first in the container, the gateway bridge second, and gone with its last task', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    const { body } = bench.ask('POST', '/networks/create', { Name: 'mynet', Driver: 'overlay' });
    expect(bench.ask('GET', '/networks/mynet').body).toMatchObject({ Id: body.Id, Containers: null, Labels: null });
    const TaskTemplate = {
      ContainerSpec: { Image: 'tool', Args: ['cat', '/etc/hosts'] },
      Networks: [{ Target: 'mynet' }],
      RestartPolicy: { Condition: 'none' },
    };
    bench.ask('POST', '/services/create', { Name: 's', TaskTemplate, Mode: { Replicated: { Replicas: 1 } } });
    bench.pass(3 * second);
    const [line] = bench
      .all<{ data: string }>(bench.ask('GET', '/services/s/logs?stdout=1&stderr=1').stream)
      .map(({ data }) => data)
      .filter((data) => data.startsWith('10.'));
    expect(line).toMatch(/^10\.0\.1\.\d+\t[0-9a-f]{12}\n$/);
    bench.ask('DELETE', '/services/s');
    bench.pass(3 * second);
    expect(bench.ask('DELETE', '/networks/mynet').status).toBe(204);
  });
});

describe('secrets and configs', () => {
  it('become files of the task, and secrets are never told', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    const secret = bench.ask('POST', '/secrets/create', { Name: 'pw', Data: btoa('hush') }).body.ID as string;
    const config = bench.ask('POST', '/configs/create', { Name: 'conf', Data: btoa('a=1') }).body.ID as string;
    expect(bench.ask('GET', '/secrets/pw').body.Spec).toEqual({ Name: 'pw', Labels: {} });
    expect(bench.ask('GET', '/configs/conf').body.Spec).toEqual({ Name: 'conf', Labels: {}, Data: btoa('a=1') });
    const File = (Name: string): object => ({ Name, UID: '0', GID: '0', Mode: 292 });
    bench.service('s', 1, {
      Image: 'web:1.0',
      Secrets: [{ File: File('pw'), SecretID: secret, SecretName: 'pw' }],
      Configs: [{ File: File('/etc/app.conf'), ConfigID: config, ConfigName: 'conf' }],
    });
    const read = (path: string): string => {
      const [{ Id }] = bench.ask('GET', '/containers/json').body;
      const exec = bench.ask('POST', `/containers/${Id}/exec`, { Cmd: ['cat', path], AttachStdout: true }).body
        .Id as string;
      return bench
        .all<{ data: string }>(bench.ask('POST', `/exec/${exec}/start`, {}).stream)
        .map(({ data }) => data)
        .join('');
    };
    expect([read('/run/secrets/pw'), read('/etc/app.conf')]).toEqual(['hush', 'a=1']);
    expect(bench.ask('DELETE', '/secrets/pw').body.message).toBe(
      "rpc error: code = InvalidArgument desc = secret 'pw' is in use by the following service: s",
    );
  });
});

describe('GET /info without a quorum', () => {
  it('answers with an empty cluster and why there is no more', async () => {
    const bench = await Bench.open(2);
    bench.ask('POST', '/swarm/init', { ListenAddr: '0.0.0.0:2377', AdvertiseAddr: '10.9.0.1' });
    const { JoinTokens } = bench.ask('GET', '/swarm').body;
    bench.ask('POST', '/swarm/join', { RemoteAddrs: ['10.9.0.1:2377'], JoinToken: JoinTokens.Manager }, { on: 1 });
    expect(bench.ask('GET', '/info').body.Swarm).toMatchObject({ Error: '', Nodes: 2, Managers: 2 });
    bench.hosts[1]?.powerOff();
    bench.pass(30 * second);
    const { status, body } = bench.ask('GET', '/info');
    expect(status).toBe(200);
    expect(Object.keys(body.Swarm as object)).toEqual([
      'NodeID',
      'NodeAddr',
      'LocalNodeState',
      'ControlAvailable',
      'Error',
      'RemoteManagers',
      'Cluster',
    ]);
    expect(body.Swarm).toMatchObject({
      LocalNodeState: 'active',
      ControlAvailable: true,
      Error:
        "rpc error: code = Unknown desc = The swarm does not have a leader. It's possible that too few managers are online. Make sure more than half of the managers are online.",
    });
    expect(JSON.stringify(body.Swarm.Cluster)).toBe(
      '{"ID":"","Version":{},"CreatedAt":"0001-01-01T00:00:00Z","UpdatedAt":"0001-01-01T00:00:00Z","Spec":{"Labels":null,"Orchestration":{},"Raft":{"ElectionTick":0,"HeartbeatTick":0},"Dispatcher":{},"CAConfig":{},"TaskDefaults":{},"EncryptionConfig":{"AutoLockManagers":false}},"TLSInfo":{},"RootRotationInProgress":false,"DefaultAddrPool":null,"SubnetSize":0,"DataPathPort":0}',
    );
  });
});

describe('events of services', () => {
  it('tell an update by the allocator only where it had something to give', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    const since = bench.clock.now / second;
    bench.service('plain', 1, { Image: 'web' }, { EndpointSpec: { Mode: 'vip' } });
    bench.service('open', 1, { Image: 'web' }, { EndpointSpec: { Mode: 'vip', Ports: [{ TargetPort: 80 }] } });
    const query = `since=${since}&until=${bench.clock.now / second}&${filter({ type: ['service'] })}`;
    const events = bench.all<{ Action: string; Actor: { Attributes: { name: string } } }>(
      bench.ask('GET', `/events?${query}`).stream,
    );
    expect(events.map(({ Action, Actor }) => `${Action} ${Actor.Attributes.name}`)).toEqual([
      'create plain',
      'create open',
      'update open',
    ]);
  });
});

describe('service logs', () => {
  it('name the nodes that are away, and wait for no task that does not run', async () => {
    const bench = await Bench.open(2);
    bench.formSwarm();
    const nodes = bench.ask('GET', '/nodes').body as { ID: string; Description: { Hostname: string } }[];
    const away = nodes.find(({ Description }) => Description.Hostname === 'host2')?.ID ?? '';
    bench.service('pinned', 1, { Image: 'web' });
    const { body } = bench.ask('GET', '/services/pinned');
    const Placement = { Constraints: ['node.hostname==host2'] };
    bench.ask('POST', `/services/pinned/update?version=${body.Version.Index}`, {
      ...body.Spec,
      TaskTemplate: { ...body.Spec.TaskTemplate, Placement },
    });
    bench.pass(10 * second);
    bench.hosts[1]?.powerOff();
    bench.pass(40 * second);
    expect(tasksOf(bench, 'pinned').map(({ Status }) => Status.State)).toContain('pending');
    const frames = bench.all<{ stream: string; data: string }>(
      bench.ask('GET', '/services/pinned/logs?stdout=1&tail=1').stream,
    );
    expect(frames.at(-1)).toEqual({
      stream: 'systemerr',
      data: `Error grabbing logs: rpc error: code = Unknown desc = warning: incomplete log stream. some logs could not be retrieved for the following reasons: node ${away} is not available`,
    });
  });

  it('tell the task of each line when details are asked for', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    const id = bench.service('s', 1, { Image: 'tool', Args: ['echo', 'hello'] }, {});
    const task = tasksOf(bench, 's').find(({ Status }) => Status.State === 'complete');
    const lines = bench.all<{ stream: string; data: string }>(
      bench.ask('GET', '/services/s/logs?stdout=1&details=1&tail=1').stream,
    );
    expect(lines).toContainEqual({
      stream: 'stdout',
      data: `com.docker.swarm.node.id=${task?.NodeID},com.docker.swarm.service.id=${id},com.docker.swarm.task.id=${task?.ID} hello\n`,
    });
    expect(bench.ask('GET', '/services/s/logs')).toMatchObject({
      status: 400,
      body: { message: 'Bad parameters: you must choose at least one stream' },
    });
  });
});
