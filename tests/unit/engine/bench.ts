import { createEngine, createRegistry, type Engine } from '../../../src/engine/index.ts';
import { createHost, type Host, type ImageDefinition, type Program } from '../../../src/host/index.ts';
import { Fabric } from '../../../src/net/index.ts';
import { Chance, Clock, run, second, wait, type Co, type Micros, type Source } from '../../../src/sim/index.ts';

export const START = Date.UTC(2026, 10, 22, 10, 0, 0) * 1000;

/** Ends with status 0 on SIGTERM and SIGQUIT. */
const polite: Program = function* (self) {
  yield* self.print('ready\n');
  return yield* wait<number>((resume) => {
    for (const signal of ['SIGTERM', 'SIGQUIT'] as const) self.trap(signal, () => resume.value(0));
    return undefined;
  });
};

/** `sleep N`: as pid 1 it is deaf to SIGTERM. */
const sleeper: Program = function* (self) {
  yield* self.sleep(Number(self.argv[1]) * second);
  return 0;
};

/** `exit N`. */
const exiter: Program = function* (self) {
  return Number(self.argv[1]);
};

/** `echo WORDS`, and to standard error with `-e`. */
const echo: Program = function* (self) {
  if (self.argv[1] === '-e') yield* self.printError(`${self.argv.slice(2).join(' ')}\n`);
  else yield* self.print(`${self.argv.slice(1).join(' ')}\n`);
  return 0;
};

/** `append FILE TEXT`. */
const append: Program = function* (self) {
  const file = yield* self.open(self.argv[1] as string, 'a');
  yield* file.write(`${self.argv[2] ?? ''}\n`);
  return 0;
};

/** `cat` copies its input, `cat FILE` a file. */
const cat: Program = function* (self) {
  const [, path] = self.argv;
  if (path) {
    yield* self.print(self.space.files.readFile(path));
    return 0;
  }
  for (;;) {
    const text = yield* self.stdin.read();
    if (text === '') return 0;
    yield* self.print(text);
  }
};

/** `healthy`: succeeds unless /sick exists. */
const healthy: Program = function* (self) {
  return self.space.files.exists('/sick') ? 1 : 0;
};

/** `serve WORD` answers on port 80 with the word (or the hostname) and whom it speaks to. */
const serve: Program = function* (self) {
  self.serve(80, function* (_request, from) {
    return { status: 200, headers: {}, body: `${self.argv[1] ?? self.space.hostname} to ${from}\n` };
  });
  return yield* polite(self);
};

const files = {
  '/bin/polite': polite,
  '/bin/serve': serve,
  '/bin/sleep': sleeper,
  '/bin/exit': exiter,
  '/bin/echo': echo,
  '/bin/append': append,
  '/bin/cat': cat,
  '/bin/healthy': healthy,
  '/data/seed': 'from the image\n',
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
};

const web = (tags: string[], extra: Partial<ImageDefinition['config']> = {}): ImageDefinition => ({
  repository: 'web',
  tags,
  config: { Cmd: ['polite'], Env: ['VERSION=1'], ExposedPorts: ['80/tcp'], StopSignal: 'SIGQUIT', ...extra },
  files: () => files,
  layers: [
    { size: 1_000_000, createdBy: 'base' },
    { size: 5_000, createdBy: tags[0] as string },
  ],
});

export const images: readonly ImageDefinition[] = [
  web(['1.0', 'latest']),
  web(['1.1']),
  web(['probed'], { Healthcheck: { Test: ['CMD', 'healthy'], Interval: 1e9, Retries: 2 } }),
  { repository: 'tool', tags: ['latest'], config: { Cmd: ['sleep', '1000'] }, files: () => files },
];

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // Answers of many kinds are looked at here, each where its test knows what it is.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly stream: Source<unknown> | undefined;
}

/** Machines with engines on one fabric, driven by the test. */
export class Bench {
  readonly clock = new Clock(START);
  readonly fabric = new Fabric(this.clock);
  readonly hosts: Host[] = [];
  readonly engines: Engine[] = [];

  /** As the constructor, with the engines' routes loaded, so that a test itself need not wait for an import. */
  static async open(count = 1, cached: 'all' | readonly string[] = 'all'): Promise<Bench> {
    const bench = new Bench(count, cached);
    for (const host of bench.hosts)
      for (const path of '_ping version info events system services tasks secrets configs containers exec images distribution networks volumes'.split(
        ' ',
      )) {
        const handler = host.sockets.get('/var/run/docker.sock');
        let done = false;
        if (handler)
          run(bench.clock, handler({ method: 'GET', target: `/${path}`, headers: {} }, ''), () => (done = true));
        while (!done) {
          bench.clock.advance(bench.clock.now);
          for (const hold of bench.clock.holds) hold.resolve(await hold.start());
          bench.clock.release();
        }
      }
    return bench;
  }

  private constructor(count: number, cached: 'all' | readonly string[]) {
    const registry = createRegistry(images);
    for (let i = 1; i <= count; i++) {
      const name = `host${i}`;
      const options = { name, address: `10.9.0.${i}`, clock: this.clock, fabric: this.fabric };
      const host = createHost({ ...options, chance: new Chance(name) });
      this.engines.push(createEngine({ host, registry, cached }));
      this.hosts.push(host);
      host.powerOn();
    }
    this.pass(2 * second);
  }

  pass(span: Micros): void {
    this.clock.advance(this.clock.now + span);
  }

  /** Runs a coroutine to its end, at most two minutes. */
  run<T>(co: Co<T>): T {
    let result: { value: T } | undefined;
    let failure: unknown;
    run(this.clock, co, (outcome) => {
      if (outcome.ok) result = { value: outcome.value };
      else failure = outcome.error;
    });
    const limit = this.clock.now + 120 * second;
    while (!result && failure === undefined && this.clock.step(limit));
    if (failure !== undefined) throw failure as Error;
    if (!result) throw new Error('it did not end');
    return result.value;
  }

  /** One request to the engine of a host. */
  ask(method: string, target: string, body?: unknown, options: { on?: number; input?: Source<unknown> } = {}): Reply {
    const handler = this.hosts[options.on ?? 0]?.sockets.get('/var/run/docker.sock');
    if (!handler) throw new Error('no engine');
    const input = options.input ? { input: options.input } : {};
    const { status, headers, ...rest } = this.run(handler({ method, target, headers: {}, body, ...input }, ''));
    return { status, headers, body: rest.body, stream: rest.stream };
  }

  /** The same, begun and not waited for. */
  begin(method: string, target: string, body?: unknown): { reply: Reply | undefined } {
    const handler = this.hosts[0]?.sockets.get('/var/run/docker.sock');
    const begun: { reply: Reply | undefined } = { reply: undefined };
    if (!handler) throw new Error('no engine');
    run(this.clock, handler({ method, target, headers: {}, body }, ''), (outcome) => {
      if (outcome.ok) begun.reply = { body: undefined, stream: undefined, ...outcome.value };
    });
    return begun;
  }

  /** Everything of a stream until it ends. */
  all<T>(stream: Source<unknown> | undefined): T[] {
    return this.run(
      (function* (): Co<T[]> {
        const items: T[] = [];
        for (;;) {
          const item = yield* (stream as Source<T>).receive();
          if (item === undefined) return items;
          items.push(item);
        }
      })(),
    );
  }

  /** `docker run -d`: creates and starts; returns the ID. */
  start(name: string, Image: string, Cmd?: string[], HostConfig: Record<string, unknown> = {}): string {
    const { body } = this.ask('POST', `/containers/create?name=${name}`, { Image, Cmd, HostConfig });
    this.ask('POST', `/containers/${body.Id}/start`);
    return body.Id as string;
  }

  state(id: string): { Status: string; ExitCode: number; Error: string; Health?: { Status: string } } {
    return this.ask('GET', `/containers/${id}/json`).body.State as ReturnType<Bench['state']>;
  }

  /** A swarm of all hosts, the first its manager. */
  formSwarm(): void {
    this.ask('POST', '/swarm/init', { ListenAddr: '0.0.0.0:2377', AdvertiseAddr: '10.9.0.1' });
    const { JoinTokens } = this.ask('GET', '/swarm').body;
    for (let on = 1; on < this.hosts.length; on++)
      this.ask('POST', '/swarm/join', { RemoteAddrs: ['10.9.0.1:2377'], JoinToken: JoinTokens.Worker }, { on });
    this.pass(2 * second);
  }

  /** Creates a service as the command line does, and lets it settle. */
  service(
    Name: string,
    Replicas: number,
    container: Record<string, unknown>,
    extra: Record<string, unknown> = {},
  ): string {
    const TaskTemplate = {
      ContainerSpec: { Init: false, DNSConfig: {}, ...container },
      Resources: { Limits: {}, Reservations: {} },
    };
    const reply = this.ask('POST', '/services/create', {
      Name,
      TaskTemplate,
      Mode: { Replicated: { Replicas } },
      ...extra,
    });
    this.pass(3 * second);
    return reply.body.ID as string;
  }
}
