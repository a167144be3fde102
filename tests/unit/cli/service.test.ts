import { expect, test } from 'vitest';
import { node, service, serviceId, task } from './objects.ts';
import { Stage, status } from './stage.ts';

const body = (stage: Stage, method: string, path: string): unknown =>
  stage.requests.find((each) => each.method === method && each.target.includes(path))?.body;

test('service ls: by name, numbers as numbers; ports and modes in their columns', async () => {
  const named = (Name: string, over: object = {}) => {
    const one = service();
    return { ...one, Spec: { ...(one['Spec'] as object), Name }, ...over };
  };
  const ports = [
    { Protocol: 'tcp', TargetPort: 80, PublishedPort: 81, PublishMode: 'ingress' },
    { Protocol: 'tcp', TargetPort: 80, PublishedPort: 80, PublishMode: 'ingress' },
    { Protocol: 'udp', TargetPort: 53, PublishedPort: 53, PublishMode: 'ingress' },
    { Protocol: 'tcp', TargetPort: 9, PublishedPort: 9, PublishMode: 'host' },
  ];
  const stage = new Stage({
    'GET /services': [named('web-10'), named('web-2', { Endpoint: { Spec: {}, Ports: ports } })],
  });
  const { stdout } = await stage.run(['docker', 'service', 'ls']);
  expect(stdout.replaceAll(serviceId.slice(0, 12), '<id>........')).toBe(
    [
      'ID             NAME      MODE         REPLICAS   IMAGE         PORTS',
      '<id>........   web-2     replicated   3/3        redis:3.0.7   *:80-81->80/tcp, *:53->53/udp',
      '<id>........   web-10    replicated   3/3        redis:3.0.7   ',
      '',
    ].join('\n'),
  );
  expect((await stage.run(['docker', 'service', 'ls', '-q'])).stdout).toBe('rt0mfmq4hl0g\nrt0mfmq4hl0g\n');
});

test('service ls: formats, as recording 04 has them', async () => {
  const stage = new Stage({ 'GET /services': [service()] });
  const run = (format: string) => stage.run(['docker', 'service', 'ls', '--format', format]);
  expect((await run('json')).stdout).toBe(
    '{"ID":"rt0mfmq4hl0g","Image":"redis:3.0.7","Mode":"replicated","Name":"web","Ports":"","Replicas":"3/3"}\n',
  );
  expect((await run('table {{.Name}}\\t{{.Replicas}}')).stdout).toBe('NAME      REPLICAS\nweb       3/3\n');
  expect((await run('table {{upper .Name}}')).stdout).toBe('NAME\nWEB\n');
  expect(await run('{{.Nope}}')).toEqual({
    stdout: '',
    stderr:
      'template parsing error: template: :1:2: executing "" at <.Nope>: can\'t evaluate field Nope in type *service.serviceContext\n',
    exit: 1,
  });
});

const psScript = {
  'GET /services': [service()],
  [`GET /services/${serviceId}`]: service(),
  'GET /nodes/xzj120nm9aiymp66l5u2hi4vj': node(),
  'GET /tasks': [
    task(1, 'shutdown', { ID: '0'.repeat(25), DesiredState: 'shutdown', CreatedAt: '2026-11-22T10:59:01Z' }),
    task(1, 'running'),
    task(2, 'failed', {
      DesiredState: 'shutdown',
      Status: {
        Timestamp: '2026-11-22T10:58:00Z',
        State: 'failed',
        Err: 'task: non-zero exit (137): and more',
        PortStatus: {},
      },
    }),
  ],
};

test('service ps: newest first, history under it, errors cut to thirty', async () => {
  const { stdout } = await new Stage(psScript).run(['docker', 'service', 'ps', 'web']);
  expect(stdout).toBe(
    [
      'ID             NAME        IMAGE         NODE            DESIRED STATE   CURRENT STATE            ERROR                              PORTS',
      '1task0000000   web.1       redis:3.0.7   swarm-worker2   Running         Running 7 seconds ago                                       ',
      '000000000000    \\_ web.1   redis:3.0.7   swarm-worker2   Shutdown        Shutdown 7 seconds ago                                      ',
      '2task0000000   web.2       redis:3.0.7   swarm-worker2   Shutdown        Failed 2 minutes ago     "task: non-zero exit (137): an…"   ',
      '',
    ].join('\n'),
  );
});

test('service ps: what is missing is told after the rows', async () => {
  const stage = new Stage(psScript);
  expect(await stage.run(['docker', 'service', 'ps', 'web', 'nosuch', '-q'])).toMatchObject({
    stderr: 'no such service: nosuch\n',
    exit: 1,
  });
  expect(await stage.run(['docker', 'service', 'ps', 'nosuch'])).toEqual({
    stdout: '',
    stderr: 'no such service: nosuch\n',
    exit: 1,
  });
});

test('service inspect: [] and an error where there is none; fields that JSON leaves out print empty', async () => {
  const stage = new Stage({ 'GET /services/web': service() });
  expect(await stage.run(['docker', 'service', 'inspect', 'nosuch'])).toEqual({
    stdout: '[]\n',
    stderr: 'Error: no such service: nosuch\n',
    exit: 1,
  });
  const format = '{{.Spec.Mode.Replicated.Replicas}} [{{.Spec.TaskTemplate.ContainerSpec.Hostname}}]';
  expect((await stage.run(['docker', 'service', 'inspect', '-f', format, 'web'])).stdout).toBe('3 []\n');
});

test('service inspect --pretty, as recording 03 has it', async () => {
  const full = service();
  const spec = full['Spec'] as Record<string, unknown>;
  const config = { Parallelism: 1, FailureAction: 'pause', Monitor: 5e9, MaxFailureRatio: 0, Order: 'stop-first' };
  const stage = new Stage({
    'GET /services/web': { ...full, Spec: { ...spec, UpdateConfig: config, RollbackConfig: config } },
  });
  const { stdout } = await stage.run(['docker', 'service', 'inspect', '--pretty', 'web']);
  expect(stdout).toBe(`
ID:\t\t${serviceId}
Name:\t\tweb
Service Mode:\tReplicated
 Replicas:\t3
Placement:
UpdateConfig:
 Parallelism:\t1
 On failure:\tpause
 Monitoring Period: 5s
 Max failure ratio: 0
 Update order:      stop-first
RollbackConfig:
 Parallelism:\t1
 On failure:\tpause
 Monitoring Period: 5s
 Max failure ratio: 0
 Rollback order:    stop-first
ContainerSpec:
 Image:\t\tredis:3.0.7@sha256:${'4e98'.repeat(16)}
 Init:\t\tfalse
Resources:
Endpoint Mode:\tvip

`);
});

test('service rm: echoes what went well, tells the rest at the end', async () => {
  const stage = new Stage({
    'DELETE /services/a': undefined,
    'DELETE /services/b': undefined,
    'DELETE /services/nosuch': status(404, 'service nosuch not found'),
  });
  expect(await stage.run(['docker', 'service', 'rm', 'a', 'nosuch', 'b'])).toEqual({
    stdout: 'a\nb\n',
    stderr: 'Error response from daemon: service nosuch not found\n',
    exit: 1,
  });
});

test('service create sends the spec that the client sends, pinned to the digest', async () => {
  const stage = new Stage({
    'GET /distribution/nginx:latest/json': {
      Descriptor: { digest: `sha256:${'a'.repeat(64)}` },
      Platforms: [{ architecture: 'amd64', os: 'linux' }],
    },
    'POST /services/create': { ID: serviceId },
  });
  const argv = 'docker service create -d --name myweb --replicas 2 -p 80:80 -e A=1 nginx --flag'.split(' ');
  expect(await stage.run(argv)).toEqual({ stdout: `${serviceId}\n`, stderr: '', exit: 0 });
  expect(body(stage, 'POST', '/services/create')).toEqual({
    Name: 'myweb',
    Labels: {},
    TaskTemplate: {
      ContainerSpec: {
        Image: `nginx:latest@sha256:${'a'.repeat(64)}`,
        Args: ['--flag'],
        Env: ['A=1'],
        Init: false,
        DNSConfig: {},
      },
      Resources: { Limits: {}, Reservations: {} },
      Placement: { Platforms: [{ Architecture: 'amd64', OS: 'linux' }] },
      ForceUpdate: 0,
    },
    Mode: { Replicated: { Replicas: 2 } },
    EndpointSpec: {
      Mode: 'vip',
      Ports: [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 80, PublishMode: 'ingress' }],
    },
  });
});

test('an image that no registry knows is a warning; a bad reference is the engine’s to judge', async () => {
  const stage = new Stage({ 'POST /services/create': { ID: serviceId } });
  expect(await stage.run('docker service create -d --name u ubuntu:14.04'.split(' '))).toEqual({
    stdout: `${serviceId}\n`,
    stderr: `image ubuntu:14.04 could not be accessed on a registry to record
its digest. Each node will access ubuntu:14.04 independently,
possibly leading to different nodes running different
versions of the image.

`,
    exit: 0,
  });
  const refusing = new Stage({ 'POST /services/create': status(400, 'invalid reference format') });
  expect(await refusing.run(['docker', 'service', 'create', '-d', 'nginx:', '1.10'])).toEqual({
    stdout: '',
    stderr: 'Error response from daemon: invalid reference format\n',
    exit: 1,
  });
});

test.each([
  ['--mode foo', 'Unknown mode: foo, only replicated and global supported'],
  ['--mode global --replicas 2', 'replicas can only be used with replicated or replicated-job mode'],
  ['--mode replicated --max-concurrent 2', 'max-concurrent can only be used with replicated-job mode'],
  ['--mode global-job --update-delay 1s', 'update and rollback configuration is not supported for jobs'],
  ['--no-healthcheck --health-cmd true', '--no-healthcheck conflicts with --health-* options'],
  ['--secret pw', 'secret not found: pw'],
])('service create %s is refused', async (flags, message) => {
  const stage = new Stage({ 'GET /secrets': [] });
  const argv = ['docker', 'service', 'create', ...flags.split(' '), 'nginx'];
  expect(await stage.run(argv)).toEqual({ stdout: '', stderr: `${message}\n`, exit: 1 });
});

test('service update changes what its flags say and nothing else', async () => {
  const one = service();
  const spec = one['Spec'] as Record<string, unknown>;
  const stage = new Stage({
    'GET /services/web': {
      ...one,
      Spec: {
        ...spec,
        Labels: { old: '1', gone: '2' },
        EndpointSpec: {
          Mode: 'vip',
          Ports: [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080, PublishMode: 'ingress' }],
        },
      },
    },
    [`POST /services/${serviceId}/update`]: {},
  });
  const argv =
    'docker service update web -d --replicas 5 --label-rm gone --label-add new=3 --publish-rm 80 --publish-add 81:81 --env-add A=1 --force';
  expect(await stage.run(argv.split(' '))).toEqual({ stdout: 'web\n', stderr: '', exit: 0 });
  expect(stage.requests.at(-1)?.target).toBe(`/v1.50/services/${serviceId}/update?registryAuthFrom=spec&version=25`);
  expect(stage.requests.at(-1)?.body).toEqual({
    ...spec,
    Labels: { old: '1', new: '3' },
    TaskTemplate: {
      ...(spec['TaskTemplate'] as object),
      ContainerSpec: { ...(spec['TaskTemplate'] as { ContainerSpec: object }).ContainerSpec, Env: ['A=1'] },
      ForceUpdate: 1,
    },
    Mode: { Replicated: { Replicas: 5 } },
    EndpointSpec: {
      Mode: 'vip',
      Ports: [{ Protocol: 'tcp', TargetPort: 81, PublishedPort: 81, PublishMode: 'ingress' }],
    },
  });
});

test('service scale: the good ones are scaled, what went wrong comes last', async () => {
  const stage = new Stage({
    'GET /services/web': service(),
    'GET /services/agent': service({ Spec: { Name: 'agent', Labels: {}, TaskTemplate: {}, Mode: { Global: {} } } }),
    [`POST /services/${serviceId}/update`]: {},
  });
  expect(await stage.run('docker service scale -d web=3 agent=2 p1=zz'.split(' '))).toEqual({
    stdout: 'web scaled to 3\n',
    stderr: `agent: scale can only be used with replicated or replicated-job mode
p1: invalid replicas value zz: strconv.ParseUint: parsing "zz": invalid syntax
`,
    exit: 1,
  });
});

test('service logs: the prefix of every line, padded to the widest slot', async () => {
  const details = `com.docker.swarm.node.id=n,com.docker.swarm.service.id=s,com.docker.swarm.task.id=t`;
  const stage = new Stage({
    'GET /services/web': service({}, 10),
    'GET /nodes/n': node(),
    'GET /services/s': service(),
    'GET /tasks/t': task(1, 'running'),
    'GET /services/web/logs': () => ({
      status: 200,
      headers: {},
      stream: frames([
        { stream: 'stdout', data: `${details} hello world\n` },
        { stream: 'stderr', data: `${details} oops\n` },
      ]),
    }),
  });
  expect(await stage.run(['docker', 'service', 'logs', 'web'])).toEqual({
    stdout: 'web.1.1task0000000@swarm-worker2     | hello world\n',
    stderr: 'web.1.1task0000000@swarm-worker2     | oops\n',
    exit: 0,
  });
  expect(await stage.run(['docker', 'service', 'logs', 'nosuch'])).toMatchObject({
    stderr: 'no such task or service: nosuch\n',
    exit: 1,
  });
});

function frames(list: readonly unknown[]) {
  const left = [...list];
  return {
    *receive() {
      return left.shift();
    },
    cancel: () => undefined,
  };
}
