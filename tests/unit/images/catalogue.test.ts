import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../../src/engine/index.ts';
import { familiar, parseReference } from '../../../src/engine/images/reference.ts';
import { createHost, type ImageDefinition, type Process, type Space } from '../../../src/host/index.ts';
import { catalogue } from '../../../src/images/index.ts';
import { Fabric } from '../../../src/net/index.ts';
import { Chance, Clock, run, second, type Co } from '../../../src/sim/index.ts';

const images = catalogue();

const find = (name: string): ImageDefinition => {
  const ref = parseReference(name);
  const found = images.find(({ repository, tags }) => repository === ref?.name && tags.includes(ref.tag ?? 'latest'));
  if (!found) throw new Error(`no ${name}`);
  return found;
};

/** An image's own command running in a space of a host, its output gathered. */
async function start(name: string, argv?: string[]) {
  const clock = new Clock(Date.UTC(2026, 10, 22) * 1000);
  const host = createHost({
    name: 'h',
    address: '10.9.0.1',
    clock,
    chance: new Chance('h'),
    fabric: new Fabric(clock),
  });
  const { config, files } = find(name);
  const space: Space = host.createSpace({ id: 'c', hostname: '0123456789ab', root: host.makeTree(files()) });
  let output = '';
  let exit: number | undefined;
  const sink = {
    kind: 'pipe' as const,
    terminal: undefined,
    *read(): Co<string> {
      return '';
    },
    *write(data: string): Co<void> {
      output += data;
    },
    dup: () => sink,
    close: () => undefined,
  };
  const main: Process = space.start({
    argv: argv ?? [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])],
    env: new Map(
      (config.Env ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ),
    files: new Map([0, 1, 2].map((fd) => [fd, sink])),
    onExit: ({ code }) => (exit = code),
  });
  const pass = async (span: number): Promise<void> => {
    const until = clock.now + span;
    while (clock.advance(until) === 'held') {
      for (const hold of clock.holds) hold.resolve(await hold.start());
      clock.release();
    }
  };
  await pass(3 * second);
  return { main, space, clock, pass, output: () => output, exit: () => exit };
}

describe('the catalogue', () => {
  it('names every image by references of its own, each once', () => {
    const names = images.flatMap(({ repository, tags }) => tags.map((tag) => `${repository}:${tag}`));
    for (const name of names) {
      const ref = parseReference(name);
      expect(ref && familiar(ref)).toBe(name);
    }
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(
    'nginx:1.10 nginx:1.11 nginx:1.25 nginx:1.27 nginx:latest nginx:alpine redis:3.0.6 redis:3.0.7 redis:7 redis busybox alpine ubuntu:14.04 ubuntu:22.04 ubuntu debian httpd:2.4 alicek106/book:hostname hello-world registry:2 registry:2.6 mysql:5.7 traefik/whoami'.split(
      ' ',
    ),
  )('has %s', (name) => {
    const ref = parseReference(name);
    const remote = ref && createRegistry(images).resolve(ref);
    expect(remote?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(remote?.size).toBeGreaterThan(1000);
  });

  it('gives each image a digest of its own, the same in every lab', () => {
    const digests = createRegistry(images).images.map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
    expect(createRegistry(images).images.map(({ digest }) => digest)).toEqual(digests);
  });
});

describe('nginx', () => {
  it('says what the real image says, serves its page and ends at once with status 0', async () => {
    const nginx = await start('nginx:1.25');
    expect(nginx.output().split('\n')[0]).toBe(
      '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
    );
    expect(nginx.output()).toContain('/docker-entrypoint.sh: Configuration complete; ready for start up\n');
    expect(nginx.output()).toMatch(/\[notice\] 1#1: nginx\/1\.25\.\d+\n/);
    const handler = nginx.space.ports.get(80);
    let body: unknown;
    const request = { method: 'GET', target: '/', headers: {} };
    if (handler) run(nginx.clock, handler(request, '10.9.0.2'), (outcome) => outcome.ok && (body = outcome.value.body));
    await nginx.pass(second);
    expect(body).toContain('<h1>Welcome to nginx!</h1>');
    expect(nginx.output()).toContain('10.9.0.2 - - [');
    nginx.main.signal('SIGQUIT');
    await nginx.pass(second / 2);
    expect(nginx.exit()).toBe(0);
  });
});

describe('the other daemons', () => {
  it('redis prints that it is ready and stops at once', async () => {
    const redis = await start('redis:3.0.6');
    expect(redis.output()).toContain(' * The server is now ready to accept connections on port 6379\n');
    redis.main.signal('SIGTERM');
    await redis.pass(second / 2);
    expect(redis.exit()).toBe(0);
  });

  it('alicek106/book:hostname serves its host name', async () => {
    const book = await start('alicek106/book:hostname');
    let body: unknown;
    const handler = book.space.ports.get(80);
    const request = { method: 'GET', target: '/', headers: {} };
    if (handler) run(book.clock, handler(request, ''), (outcome) => outcome.ok && (body = outcome.value.body));
    await book.pass(second);
    expect(body).toContain('Hello,  my name is 0123456789ab');
  });

  it('hello-world greets and ends', async () => {
    const hello = await start('hello-world');
    expect(hello.output()).toContain('\nHello from Docker!\n');
    expect(hello.exit()).toBe(0);
  });

  it('mysql:5.7 refuses to start without a password', async () => {
    const mysql = await start('mysql:5.7');
    expect(mysql.output()).toContain('Database is uninitialized and password option is not specified');
    expect(mysql.exit()).toBe(1);
  });

  it('a base image runs its shell', async () => {
    const alpine = await start('alpine', ['/bin/sh', '-c', 'echo $((6 * 7)); exit 3']);
    expect([alpine.output(), alpine.exit()]).toEqual(['42\n', 3]);
  });
});
