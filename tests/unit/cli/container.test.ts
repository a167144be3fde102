import { expect, test } from 'vitest';
import { dockerCompletion } from '../../../src/cli/index.ts';
import { containerPorts } from '../../../src/cli/container/list.ts';
import { Channel, second, type Source } from '../../../src/sim/index.ts';
import { node, service } from './objects.ts';
import { Stage, status } from './stage.ts';

const id = 'a'.repeat(64);

/** A container that gives back every line, and ends with status 5 at `exit`. */
function echoing(tty: boolean): Stage {
  const stage = new Stage();
  const output = new Channel<unknown>();
  const ended = new Channel<number>();
  stage.host.sockets.set('/var/run/docker.sock', function* (request) {
    stage.requests.push(request);
    const path = request.target.replace('/v1.50', '').replace(/\?.*/, '');
    const ok = (body?: unknown) => ({ status: 200, headers: {}, body });
    if (path === '/containers/create') return ok({ Id: id, Warnings: [] });
    if (path === `/containers/${id}/wait`) return ok({ StatusCode: yield* ended.receive() });
    if (path !== `/containers/${id}/attach`) return ok();
    const { input } = request;
    stage.host.root.start({
      argv: ['container'],
      program: function* () {
        for (;;) {
          const text = (yield* (input as Source<string>).receive()) ?? 'exit';
          if (text.startsWith('exit')) break;
          output.push({ stream: 'stdout', data: tty ? `<${text}>` : text });
        }
        output.push({ stream: 'stderr', data: 'bye\n' });
        output.close();
        ended.push(5);
        return 0;
      },
    });
    return { status: 200, headers: {}, stream: output };
  });
  return stage;
}

test('run -i: standard input goes in, both streams come out, the exit code is the container’s', async () => {
  const stage = echoing(false);
  expect(await stage.run(['docker', 'run', '-i', 'alpine', 'cat'], { stdin: 'one\n' })).toEqual({
    stdout: 'one\n',
    stderr: 'bye\n',
    exit: 5,
  });
});

test('run -it: keys go through one by one, ctrl-p ctrl-q detaches', async () => {
  const { screen, exit } = await echoing(true).runOnTerminal(['docker', 'run', '-it', 'alpine', 'sh'], {
    keys: [
      [second, 'l'],
      [2 * second, '\x03'],
      [3 * second, '\x10\x11'],
    ],
  });
  expect(screen).toContain('<l><\x03>');
  expect(exit).toBe(0);
});

test('what is typed after the container has ended is not its any more', async () => {
  const stage = echoing(true);
  const master = stage.host.openTerminal(80, 24);
  let read = '';
  const files = new Map([0, 1, 2].map((fd) => [fd, master.slave] as const));
  stage.host.root.start({
    argv: ['shell'],
    files,
    program: function* (self) {
      const { docker } = yield* self.load(() => import('../../../src/cli/index.ts'));
      yield* self.wait(self.spawn({ argv: ['docker', 'run', '-it', 'alpine', 'sh'], program: docker }));
      read = yield* self.stdin.read();
      return 0;
    },
  });
  stage.clock.after(second, () => master.input('exit\r'));
  stage.clock.after(2 * second, () => master.input('next\r'));
  await stage.advance(5 * second, () => read !== '');
  expect(read).toBe('next\n');
});

test.each([
  ['-it without a terminal', ['-it', 'alpine'], 'the input device is not a TTY', 1],
  [
    '--rm with --restart',
    ['--rm', '--restart', 'always', 'alpine'],
    'conflicting options: cannot specify both --restart and --rm',
    125,
  ],
  ['-d with -a', ['-d', '-a', 'stdout', 'alpine'], 'conflicting options: cannot specify both --attach and --detach', 1],
] as const)('run %s is refused', async (_, flags, message, exit) => {
  const result = await new Stage({}).run(['docker', 'run', ...flags]);
  expect(result.stderr).toContain(message);
  expect(result.exit).toBe(exit);
});

test.each([
  ['executable file not found in $PATH', 127],
  ['permission denied', 126],
  ['port is already allocated', 125],
])('run: the engine’s “%s” ends with %i', async (reason, exit) => {
  const stage = new Stage({
    'POST /containers/create': { Id: id, Warnings: [] },
    [`POST /containers/${id}/start`]: status(500, reason),
  });
  expect(await stage.run(['docker', 'run', '-d', 'alpine'])).toEqual({
    stdout: `${id}\n`,
    stderr: `docker: Error response from daemon: ${reason}\n\nRun 'docker run --help' for more information\n`,
    exit,
  });
});

// vectors.json, area ps-ports (docker/cli formatter tests).
test.each([
  [[['', 9988, 0, 'tcp']], '9988/tcp'],
  [[['0.0.0.0', 9988, 0, 'tcp']], '0.0.0.0:0->9988/tcp'],
  [[['::', 9988, 0, 'tcp']], '[::]:0->9988/tcp'],
  [[['4.3.2.1', 9988, 8899, 'tcp']], '4.3.2.1:8899->9988/tcp'],
  [
    [
      ['1.2.3.4', 9998, 9998, 'udp'],
      ['1.2.3.4', 9999, 9999, 'udp'],
    ],
    '1.2.3.4:9998-9999->9998-9999/udp',
  ],
  [
    [
      ['1.2.3.4', 9998, 8887, 'udp'],
      ['1.2.3.4', 9999, 8888, 'udp'],
    ],
    '1.2.3.4:8887->9998/udp, 1.2.3.4:8888->9999/udp',
  ],
  [
    [
      ['', 9998, 0, 'udp'],
      ['', 9999, 0, 'udp'],
    ],
    '9998-9999/udp',
  ],
  [
    [
      ['1.2.3.4', 6677, 7766, 'tcp'],
      ['', 9988, 8899, 'udp'],
    ],
    '9988/udp, 1.2.3.4:7766->6677/tcp',
  ],
] as const)('ports %j', (ports, text) => {
  const list = ports.map(([IP, PrivatePort, PublicPort, Type]) => ({ IP, PrivatePort, PublicPort, Type }));
  expect(containerPorts(list)).toBe(text);
});

test('completion offers commands, flags, names and values', async () => {
  const stage = new Stage({ 'GET /services': [service()], 'GET /nodes': [node()] });
  const complete = async (line: string) =>
    (await stage.run(line.split(' '), { program: dockerCompletion })).stdout.split('\n').slice(0, -1);
  expect(await complete('docker serv')).toEqual(['service']);
  expect(await complete('docker service l')).toEqual(['logs', 'ls']);
  expect(await complete('docker service ps ')).toEqual(['web']);
  expect(await complete('docker service scale w')).toEqual(['web=']);
  expect(await complete('docker node inspect swarm')).toEqual(['swarm-worker2']);
  expect(await complete('docker service create --mode g')).toEqual(['global', 'global-job']);
  expect(await complete('docker service create --repl')).toEqual(['--replicas', '--replicas-max-per-node']);
  expect(await complete('docker service ls ')).toEqual([]);
  expect(await complete('docker volume rm ')).toEqual([]); // the engine refuses: nothing to offer
});

test('no engine: the client says where it looked', async () => {
  const stage = new Stage();
  const say = (where: string) => `Cannot connect to the Docker daemon at ${where}. Is the docker daemon running?\n`;
  expect((await stage.run(['docker', 'ps'])).stderr).toBe(say('unix:///var/run/docker.sock'));
  expect((await stage.run(['docker', '-H', 'tcp://127.0.0.1:9', 'ps'])).stderr).toBe(say('tcp://127.0.0.1:9'));
});

test.each(['docker compose up', 'docker buildx ls', 'docker build .', 'docker cp a b'])(
  '%s is refused in one line',
  async (line) => {
    const { stderr, exit } = await new Stage({}).run(line.split(' '));
    expect(stderr).toMatch(/^docker: '.*' is not emulated by Swarmbox\n$/);
    expect(exit).toBe(1);
  },
);
