import { describe, expect, it } from 'vitest';
import { Channel, second } from '../../../src/sim/index.ts';
import { Bench } from './bench.ts';

interface Frame {
  stream: string;
  data: string;
}

describe('a container', () => {
  it('runs, logs, stops at its signal and is removed', async () => {
    const bench = await Bench.open();
    const id = bench.start('one', 'web');
    bench.pass(second);
    expect(bench.state(id)).toMatchObject({ Status: 'running', ExitCode: 0 });
    expect(bench.all<Frame>(bench.ask('GET', '/containers/one/logs?stdout=1&stderr=1').stream)).toEqual([
      { stream: 'stdout', data: 'ready\n' },
    ]);
    expect(bench.ask('POST', '/containers/one/stop').status).toBe(204);
    expect(bench.state(id)).toMatchObject({ Status: 'exited', ExitCode: 0 });
    expect(bench.ask('POST', '/containers/one/stop').status).toBe(304);
    expect(bench.ask('DELETE', '/containers/one').status).toBe(204);
    expect(bench.ask('GET', '/containers/json?all=1').body).toEqual([]);
  });

  it('is killed after its grace period when pid 1 is deaf to the signal', async () => {
    const bench = await Bench.open();
    const id = bench.start('deaf', 'tool');
    const before = bench.clock.now;
    bench.ask('POST', '/containers/deaf/stop?t=3');
    expect(bench.state(id)).toMatchObject({ Status: 'exited', ExitCode: 137 });
    expect((bench.clock.now - before) / second).toBeCloseTo(3, 0);
  });

  it('tells its exit status to who waits, and its end in events', async () => {
    const bench = await Bench.open();
    bench.ask('POST', '/containers/create?name=bad', { Image: 'tool', Cmd: ['exit', '3'] });
    const waiting = bench.begin('POST', '/containers/bad/wait?condition=next-exit');
    bench.ask('POST', '/containers/bad/start');
    bench.pass(second);
    expect(waiting.reply?.body).toMatchObject({ StatusCode: 3 });
    const now = bench.clock.now / 1e6;
    const events = bench.all<{ Type: string; Action: string; Actor: { Attributes: Record<string, string> } }>(
      bench.ask('GET', `/events?since=1&until=${now}`).stream,
    );
    expect(events.map(({ Type, Action }) => `${Type} ${Action}`)).toEqual([
      'container create',
      'network connect',
      'container start',
      'container die',
      'network disconnect',
    ]);
    expect(events[3]?.Actor.Attributes).toMatchObject({ exitCode: '3', name: 'bad', image: 'tool' });
  });

  it('keeps its standard streams apart and its files over a restart', async () => {
    const bench = await Bench.open();
    bench.start('err', 'tool', ['echo', '-e', 'oops']);
    bench.pass(second);
    expect(bench.all<Frame>(bench.ask('GET', '/containers/err/logs?stdout=1&stderr=1').stream)).toEqual([
      { stream: 'stderr', data: 'oops\n' },
    ]);
    expect(bench.all(bench.ask('GET', '/containers/err/logs?stdout=1').stream)).toEqual([]);
    bench.start('log', 'tool', ['append', '/f', 'x']);
    bench.pass(second);
    bench.ask('POST', '/containers/log/start');
    bench.pass(second);
    expect(bench.ask('GET', '/containers/log/changes').body).toContainEqual({ Path: '/f', Kind: 1 });
  });

  it('shows itself in a list as docker ps wants it', async () => {
    const bench = await Bench.open();
    bench.start('one', 'web', undefined, { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } });
    bench.ask('POST', '/containers/create?name=two', { Image: 'web:1.0', Cmd: ['echo', 'a b'] });
    bench.pass(2 * second);
    const [row, ...rest] = bench.ask('GET', '/containers/json').body;
    expect(rest).toEqual([]);
    expect(row).toMatchObject({
      Names: ['/one'],
      Image: 'web',
      Command: 'polite',
      State: 'running',
      Status: 'Up 2 seconds',
    });
    expect(row.Ports).toEqual([
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    ]);
    expect(row.NetworkSettings.Networks.bridge).toMatchObject({ IPAddress: '172.17.0.2', Gateway: '172.17.0.1' });
    const all = bench.ask('GET', '/containers/json?all=1').body as { Names: string[]; Command: string }[];
    expect(all.map(({ Names }) => Names[0])).toEqual(['/two', '/one']);
    expect(all[0]?.Command).toBe("echo 'a b'");
    const named = bench.ask(
      'GET',
      `/containers/json?all=1&filters=${encodeURIComponent('{"status":["created"]}')}`,
    ).body;
    expect(named).toHaveLength(1);
  });

  it('merges its configuration with that of its image', async () => {
    const bench = await Bench.open();
    const { body } = bench.ask('POST', '/containers/create?name=one', {
      Image: 'web',
      Env: ['A=1'],
      Labels: { x: 'y' },
    });
    const { Config, Path } = bench.ask('GET', `/containers/${body.Id}/json`).body;
    expect(Config).toMatchObject({
      Hostname: (body.Id as string).slice(0, 12),
      Env: ['A=1', 'VERSION=1'],
      Cmd: ['polite'],
      Labels: { x: 'y' },
      StopSignal: 'SIGQUIT',
      ExposedPorts: { '80/tcp': {} },
    });
    expect(Path).toBe('polite');
  });
});

describe('what a container is refused', async () => {
  const bench = await Bench.open();
  const id = bench.start('one', 'web', undefined, { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '81' }] } });

  it.each([
    [
      'POST',
      '/containers/create?name=one',
      { Image: 'web' },
      409,
      `Conflict. The container name "/one" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
    ],
    ['POST', '/containers/create', { Image: 'web:9' }, 404, 'No such image: web:9'],
    [
      'POST',
      '/containers/create?name=%20',
      { Image: 'web' },
      400,
      'Invalid container name ( ), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed',
    ],
    [
      'DELETE',
      '/containers/one',
      undefined,
      409,
      'cannot remove container "/one": container is running: stop the container before removing or force remove',
    ],
    ['POST', '/containers/nosuch/kill', undefined, 404, 'Cannot kill container: nosuch: No such container: nosuch'],
    ['POST', '/containers/one/kill?signal=NOPE', undefined, 400, 'invalid signal: NOPE'],
    [
      'POST',
      '/containers/one/update',
      { Memory: 67108864 },
      409,
      `Cannot update container ${id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time`,
    ],
    [
      'POST',
      '/containers/create',
      { Image: 'web', HostConfig: { Mounts: [{ Type: 'bind', Source: '/no/such', Target: '/x' }] } },
      400,
      'invalid mount config for type "bind": bind source path does not exist: /no/such',
    ],
  ])('%s %s', (method, target, body, status, message) => {
    expect(bench.ask(method, target, body)).toMatchObject({ status, body: { message } });
  });

  it('a port that another has: it stays Created', () => {
    const HostConfig = { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '81' }] } };
    bench.ask('POST', '/containers/create?name=two', { Image: 'web', HostConfig });
    const { status, body } = bench.ask('POST', '/containers/two/start');
    expect(status).toBe(500);
    expect(body.message).toMatch(
      /driver failed programming external connectivity on endpoint two \([0-9a-f]{64}\): Bind for 0\.0\.0\.0:81 failed: port is already allocated$/,
    );
    expect(bench.state('two')).toMatchObject({ Status: 'created' });
  });

  it('a command that the image does not have: status 127', () => {
    const { body } = bench.ask('POST', '/containers/create?name=three', { Image: 'tool', Cmd: ['nosuch'] });
    expect(bench.ask('POST', `/containers/${body.Id}/start`).body.message).toBe(
      'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "nosuch": executable file not found in $PATH: unknown',
    );
    expect(bench.state('three')).toMatchObject({ Status: 'created', ExitCode: 127 });
  });
});

describe('restart policies', () => {
  it.each([
    ['always', '0', 'restarts'],
    ['on-failure', '1', 'restarts'],
    ['on-failure', '0', 'stays'],
    ['no', '1', 'stays'],
  ])('%s, status %s: %s', async (Name, status, what) => {
    const bench = await Bench.open();
    bench.start('one', 'tool', ['exit', status], { RestartPolicy: { Name, MaximumRetryCount: 0 } });
    bench.pass(5 * second);
    const { RestartCount } = bench.ask('GET', '/containers/one/json').body;
    expect(RestartCount > 0).toBe(what === 'restarts');
    bench.ask('POST', '/containers/one/stop');
    bench.pass(5 * second);
    expect(bench.state('one').Status).toBe('exited');
  });

  it('--rm removes it and its anonymous volumes', async () => {
    const bench = await Bench.open();
    bench.start('one', 'tool', ['echo', 'x'], { AutoRemove: true, Mounts: [{ Type: 'volume', Target: '/v' }] });
    bench.pass(2 * second);
    expect(bench.ask('GET', '/containers/one/json').status).toBe(404);
    expect(bench.ask('GET', '/volumes').body.Volumes).toEqual([]);
  });
});

describe('exec', () => {
  const run = (bench: Bench, Cmd: string[], options: Record<string, unknown> = {}, input?: Channel<unknown>) => {
    const { body } = bench.ask('POST', '/containers/one/exec', {
      Cmd,
      AttachStdout: true,
      AttachStderr: true,
      ...options,
    });
    const frames = bench.all<Frame>(bench.ask('POST', `/exec/${body.Id}/start`, {}, input ? { input } : {}).stream);
    return { frames, exit: bench.ask('GET', `/exec/${body.Id}/json`).body.ExitCode as number };
  };

  it('runs beside the first process and ends with its status', async () => {
    const bench = await Bench.open();
    bench.start('one', 'web');
    expect(run(bench, ['echo', 'hi'])).toEqual({ frames: [{ stream: 'stdout', data: 'hi\n' }], exit: 0 });
    expect(run(bench, ['exit', '4']).exit).toBe(4);
    expect(run(bench, ['nosuch'])).toEqual({
      frames: [
        {
          stream: 'stdout',
          data: 'OCI runtime exec failed: exec failed: unable to start container process: exec: "nosuch": executable file not found in $PATH: unknown\r\n',
        },
      ],
      exit: 127,
    });
  });

  it('hands on what is typed', async () => {
    const bench = await Bench.open();
    bench.start('one', 'web');
    const input = new Channel<unknown>();
    input.push('a\nb\n');
    input.close();
    const { frames } = run(bench, ['cat'], { AttachStdin: true }, input);
    expect(frames.map(({ data }) => data).join('')).toBe('a\nb\n');
  });

  it('needs a running container', async () => {
    const bench = await Bench.open();
    const { body } = bench.ask('POST', '/containers/create?name=one', { Image: 'web' });
    expect(bench.ask('POST', '/containers/one/exec', { Cmd: ['echo'] })).toMatchObject({
      status: 409,
      body: { message: `container ${body.Id} is not running` },
    });
  });
});

describe('health checks', () => {
  it('probe an interval after the start, and change their mind after as many failures as said', async () => {
    const bench = await Bench.open();
    bench.start('one', 'web:probed');
    const status = (): string | undefined => bench.state('one').Health?.Status;
    expect(status()).toBe('starting');
    bench.pass(1.5 * second);
    expect(status()).toBe('healthy');
    const { body } = bench.ask('POST', '/containers/one/exec', { Cmd: ['append', '/sick', 'x'] });
    bench.ask('POST', `/exec/${body.Id}/start`, {});
    bench.pass(1.2 * second);
    expect(status()).toBe('healthy');
    bench.pass(1.2 * second);
    expect(status()).toBe('unhealthy');
  });
});

describe('volumes', () => {
  it('take over what the image has, keep what is written, and are in use while a container has them', async () => {
    const bench = await Bench.open();
    const Mounts = [{ Type: 'volume', Source: 'vol', Target: '/data' }];
    const id = bench.start('one', 'tool', ['append', '/data/log', 'x'], { Mounts });
    bench.pass(second);
    expect(bench.ask('DELETE', '/volumes/vol')).toMatchObject({
      status: 409,
      body: { message: `remove vol: volume is in use - [${id}]` },
    });
    bench.ask('DELETE', '/containers/one');
    const files = bench.hosts[0]?.root.files;
    expect(files?.list('/var/lib/docker/volumes/vol/_data').sort()).toEqual(['log', 'seed']);
    bench.start('two', 'tool', ['cat', '/data/log'], { Mounts });
    bench.pass(second);
    expect(bench.all<Frame>(bench.ask('GET', '/containers/two/logs?stdout=1').stream)).toEqual([
      { stream: 'stdout', data: 'x\n' },
    ]);
  });

  it('have names of a kind', async () => {
    const bench = await Bench.open();
    expect(bench.ask('POST', '/volumes/create', { Name: 'bad name' })).toMatchObject({
      status: 400,
      body: {
        message:
          'create bad name: "bad name" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path',
      },
    });
    expect(bench.ask('POST', '/volumes/create', { Name: 'ok' }).body).toMatchObject({ Name: 'ok', Driver: 'local' });
    expect(bench.ask('POST', '/volumes/create', { Name: 'ok' }).status).toBe(201);
  });
});

describe('local networks', () => {
  it('hand out addresses in order, the lowest free one first', async () => {
    const bench = await Bench.open();
    const address = (name: string): string =>
      bench.ask('GET', `/containers/${name}/json`).body.NetworkSettings.Networks.bridge.IPAddress as string;
    for (const name of ['one', 'two']) bench.start(name, 'web');
    expect([address('one'), address('two')]).toEqual(['172.17.0.2', '172.17.0.3']);
    bench.ask('DELETE', '/containers/one?force=1');
    bench.start('three', 'web');
    expect(address('three')).toBe('172.17.0.2');
  });

  it('are made and removed, but not those that the engine needs, nor one in use', async () => {
    const bench = await Bench.open();
    const { status, body } = bench.ask('POST', '/networks/create', { Name: 'mine' });
    expect(status).toBe(201);
    expect(bench.ask('GET', '/networks/mine').body).toMatchObject({
      Id: body.Id,
      Driver: 'bridge',
      Scope: 'local',
      IPAM: { Driver: 'default', Config: [{ Subnet: '172.18.0.0/16', Gateway: '172.18.0.1' }] },
    });
    expect(bench.ask('POST', '/networks/create', { Name: 'mine' })).toMatchObject({
      status: 409,
      body: { message: 'network with name mine already exists' },
    });
    expect(bench.ask('DELETE', '/networks/bridge')).toMatchObject({
      status: 403,
      body: { message: 'bridge is a pre-defined network and cannot be removed' },
    });
    bench.start('one', 'web', undefined, { NetworkMode: 'mine' });
    expect(bench.ask('DELETE', '/networks/mine').body.message).toMatch(/network mine has active endpoints/);
    bench.ask('DELETE', '/containers/one?force=1');
    expect(bench.ask('DELETE', '/networks/mine').status).toBe(204);
  });
});

describe('the daemon', () => {
  it('finds containers dead after a power cut, and starts those that are to run always', async () => {
    const bench = await Bench.open();
    bench.start('one', 'web');
    bench.start('ever', 'web', undefined, { RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } });
    bench.hosts[0]?.powerOff();
    bench.pass(10 * second);
    bench.hosts[0]?.powerOn();
    bench.pass(10 * second);
    expect(bench.state('one')).toMatchObject({ Status: 'exited', ExitCode: 255 });
    expect(bench.state('ever')).toMatchObject({ Status: 'running' });
  });

  it('stops its containers with it', async () => {
    const bench = await Bench.open();
    bench.start('one', 'web');
    const docker = bench.hosts[0]?.services.get('docker');
    if (docker) bench.run(docker.stop());
    expect(bench.engines[0]?.running).toBe(false);
    expect(bench.hosts[0]?.sockets.has('/var/run/docker.sock')).toBe(false);
    if (docker) bench.run(docker.start());
    expect(bench.state('one')).toMatchObject({ Status: 'exited', ExitCode: 0 });
  });
});
