import { describe, expect, it } from 'vitest';
import { Errno, type Program, type Service } from '../../../src/host/index.ts';
import { service, systemctl } from '../../../src/host/services.ts';
import { ssh } from '../../../src/host/ssh.ts';
import type { HttpHandler, HttpResponse } from '../../../src/net/index.ts';
import { Channel, second, sleep, wait } from '../../../src/sim/index.ts';
import { begin, bench, type Ran } from './bench.ts';

const request = { method: 'GET', target: '/', headers: {} };
const socket = 'unix:///var/run/docker.sock';

const hello: HttpHandler = function* (_request, from) {
  return { status: 200, headers: {}, body: `hello ${from}` };
};

/** Prints the body of an answer, or the error. */
const get = (endpoint: string): Program =>
  function* (self) {
    try {
      const response: HttpResponse = yield* self.request(endpoint, request);
      yield* self.print(`${response.status} ${JSON.stringify(response.body)}`);
      return 0;
    } catch (error) {
      yield* self.print((error as Error).message);
      return 1;
    }
  };

const serving = (port: number, handler = hello): Program =>
  function* (self) {
    self.serve(port, handler);
    return yield* wait<number>(() => undefined);
  };

describe('HTTP', () => {
  it('crosses a unix socket, which is a file that may be mounted into a container', () => {
    const { host, runs, clock } = bench();
    expect(runs(get(socket)).stdout).toBe('No such file or directory');
    host.sockets.set('/var/run/docker.sock', hello);
    expect(runs(get(socket)).stdout).toBe('200 "hello "');
    expect(host.root.files.stat('/run/docker.sock').kind).toBe('socket');
    const space = host.createSpace({ id: 'c', hostname: 'c', root: host.emptyTree() });
    const tree = host.root.files.subtree('/var/run/docker.sock');
    space.files.mount({ target: '/var/run/docker.sock', source: 'tmpfs', type: 'tmpfs', readOnly: false, tree });
    const inside = begin({ root: space }, get(socket));
    clock.advance(clock.now + second);
    expect(inside.stdout).toBe('200 "hello "');
    host.sockets.delete('/var/run/docker.sock');
    expect(runs(get(socket)).stdout).toBe('No such file or directory');
    const after = begin({ root: space }, get(socket));
    clock.advance(clock.now + second);
    expect(after.stdout).toBe('Connection refused');
  });

  it('crosses the fabric by name and address', () => {
    const { hosts, clock, runs } = bench(['box', 'server']);
    begin(hosts[1]!, serving(8080));
    clock.advance(clock.now + second);
    expect(runs(get('tcp://server:8080')).stdout).toBe('200 "hello 192.168.99.101"');
    expect(runs(get('tcp://192.168.99.102:8080')).stdout).toBe('200 "hello 192.168.99.101"');
    expect(runs(get('tcp://server:8081')).stdout).toBe('connection refused');
    expect(runs(get('tcp://nosuch:80')).stdout).toBe('no such host');
  });

  it('stays inside a container that talks to itself, and leaves it for a host', () => {
    const { host, clock } = bench();
    const space = host.createSpace({ id: 'c', hostname: 'c', root: host.emptyTree() });
    space.interfaces.set('eth0', { address: '172.17.0.2/16', mac: '', mtu: 1500 });
    begin({ root: space }, serving(80));
    begin(host, serving(9000));
    clock.advance(clock.now + second);
    const asked = ['tcp://localhost:80', 'tcp://172.17.0.2', 'tcp://127.0.0.1:81', 'tcp://192.168.99.101:9000'];
    const answers = asked.map((endpoint) => begin({ root: space }, get(endpoint)));
    clock.advance(clock.now + second);
    expect(answers.map((answer) => answer.stdout)).toEqual([
      '200 "hello 127.0.0.1"',
      '200 "hello 172.17.0.2"',
      'connection refused',
      '200 "hello 192.168.99.101"',
    ]);
    expect([...space.ports.keys()]).toEqual([80]);
  });

  it('frees the port with its process, and resets who waited for an answer', () => {
    const { host, clock, runs } = bench();
    const server = begin(
      host,
      serving(80, function* () {
        return yield* wait<HttpResponse>(() => undefined);
      }),
    );
    clock.advance(clock.now + second);
    const client = begin(host, get('tcp://localhost:80'));
    clock.advance(clock.now + second);
    server.process.signal('SIGKILL');
    clock.advance(clock.now + second);
    expect(client.stdout).toBe('connection reset by peer');
    expect(runs(get('tcp://localhost:80')).stdout).toBe('connection refused');
    begin(host, serving(80));
    clock.advance(clock.now + second);
    expect(runs(get('tcp://localhost:80')).stdout).toContain('200');
  });

  it('tells a stream that its reader ended', () => {
    const { host, clock } = bench();
    const stream = new Channel<unknown>();

    host.sockets.set('/var/run/docker.sock', function* () {
      return { status: 200, headers: {}, stream };
    });
    const client = begin(host, function* (self) {
      const response = yield* self.request(socket, request);
      for (;;) yield* self.print(String(yield* response.stream!.receive()));
    });
    clock.advance(clock.now + second);
    stream.push('one');
    clock.advance(clock.now + second);
    client.process.signal('SIGINT');
    clock.advance(clock.now + second);
    expect(client).toMatchObject({ stdout: 'one', exit: 130 });
    expect(stream.broken).toBe(true);
  });
});

describe('names', () => {
  it('come from /etc/hosts, then from the resolver', () => {
    const { host } = bench(['box', 'other']);
    expect(host.root.lookup('other')).toEqual(['192.168.99.102']);
    expect(host.root.lookup('10.1.2.3')).toEqual(['10.1.2.3']);
    expect(host.root.lookup('localhost')).toEqual(['127.0.0.1']);
    expect(host.root.lookup('web')).toBeUndefined();
    host.root.resolver = (name) => (name === 'web' ? ['10.0.1.2', '10.0.1.3'] : undefined);
    expect(host.root.lookup('web')).toEqual(['10.0.1.2', '10.0.1.3']);
  });
});

describe('power', () => {
  it('takes everything but the disk, without a word to anybody', () => {
    const { host, clock } = bench();
    let cleaned = false;
    const ran = begin(host, function* (self) {
      try {
        self.space.files.writeFile('/root/kept', 'x');
        return yield* wait<number>(() => undefined);
      } finally {
        cleaned = true;
      }
    });
    host.sockets.set('/var/run/docker.sock', hello);
    clock.advance(clock.now + second);
    host.powerOff();
    clock.advance(clock.now + second);
    expect({ cleaned, exit: ran.exit, processes: host.root.processes.size }).toEqual({
      cleaned: false,
      exit: undefined,
      processes: 0,
    });
    host.powerOn();
    clock.advance(clock.now + 5 * second);
    expect(host.root.files.readFile('/root/kept')).toBe('x');
    expect(host.root.files.exists('/var/run/docker.sock')).toBe(false);
    expect(host.root.processes.get(1)?.argv).toEqual(['/sbin/init']);
    expect(host.root.files.readFile('/proc/uptime')).toMatch(/^5\.00 /);
  });

  it('starts the enabled services, and tells those that lost it', () => {
    const { host, clock } = bench();
    const told: string[] = [];
    const make = (name: string, enabled: boolean): Service => {
      let active = false;
      return {
        name,
        description: name,
        enabled,
        get active() {
          return active;
        },
        *start() {
          yield* sleep(clock, second);
          active = true;
          told.push(`${name} up`);
        },
        *stop() {
          yield* sleep(clock, second);
          active = false;
          told.push(`${name} down`);
        },
        powerLost: () => {
          active = false;
          told.push(`${name} lost`);
        },
      };
    };
    host.services.set('one', make('one', true));
    host.services.set('two', make('two', false));
    host.powerOn();
    clock.advance(clock.now + 10 * second);
    host.powerOff();
    clock.advance(clock.now + 10 * second);
    host.powerOn();
    clock.advance(clock.now + 10 * second);
    expect(told).toEqual(['one up', 'one lost', 'two lost', 'one up']);
  });
});

describe('systemctl and service', () => {
  function withUnit() {
    const box = bench();
    let active = true;
    const unit: Service = {
      name: 'docker',
      description: 'Docker Application Container Engine',
      get active() {
        return active;
      },
      *start() {
        yield* sleep(box.clock, second);
        active = true;
      },
      *stop() {
        yield* sleep(box.clock, second);
        active = false;
      },
    };
    box.host.services.set('docker', unit);
    const say = (program: Program, ...argv: string[]): Pick<Ran, 'stdout' | 'stderr' | 'exit'> => {
      const { stdout, stderr, exit } = box.runs(program, { argv });
      return { stdout, stderr, exit };
    };
    return { ...box, say, isActive: () => active };
  }

  it('start and stop a daemon without a word', () => {
    const { say, isActive } = withUnit();
    expect(say(systemctl, 'systemctl', 'stop', 'docker')).toEqual({ stdout: '', stderr: '', exit: 0 });
    expect(isActive()).toBe(false);
    expect(say(systemctl, 'systemctl', 'is-active', 'docker.service')).toEqual({
      stdout: 'inactive\n',
      stderr: '',
      exit: 3,
    });
    expect(say(service, 'service', 'docker', 'start')).toEqual({ stdout: '', stderr: '', exit: 0 });
    expect(say(systemctl, 'systemctl', 'is-active', 'docker')).toEqual({ stdout: 'active\n', stderr: '', exit: 0 });
    const { stdout, exit } = say(systemctl, 'systemctl', 'status', 'docker');
    expect(stdout).toMatch(
      /^● docker\.service - Docker Application Container Engine\n {5}Loaded: loaded \(.*; enabled;/,
    );
    expect(exit).toBe(0);
  });

  it('say what is wrong', () => {
    const { say } = withUnit();
    expect(say(systemctl, 'systemctl', 'start', 'nosuch')).toEqual({
      stdout: '',
      stderr: 'Failed to start nosuch.service: Unit nosuch.service not found.\n',
      exit: 5,
    });
    expect(say(systemctl, 'systemctl', 'status', 'nosuch')).toEqual({
      stdout: '',
      stderr: 'Unit nosuch.service could not be found.\n',
      exit: 4,
    });
    expect(say(systemctl, 'systemctl', 'jump', 'docker')).toEqual({
      stdout: '',
      stderr: 'Unknown command verb jump.\n',
      exit: 1,
    });
    expect(say(service, 'service', 'nosuch', 'start')).toEqual({
      stdout: '',
      stderr: 'nosuch: unrecognized service\n',
      exit: 1,
    });
  });

  it('let a stop go on whose caller was interrupted', () => {
    const { host, clock, isActive } = withUnit();
    const ran = begin(host, systemctl, { argv: ['systemctl', 'stop', 'docker'] });
    clock.advance(clock.now + second / 2);
    ran.process.signal('SIGINT');
    clock.advance(clock.now + 2 * second);
    expect(ran.exit).toBe(130);
    expect(isActive()).toBe(false);
  });
});

describe('ssh', () => {
  /** A shell that answers each line with its own host's name, and ends by `exit`. */
  const bash: Program = function* (self) {
    const [, flag, command] = self.argv;
    if (flag === '-c') {
      yield* self.print(`${self.space.hostname}: ${command} ${yield* self.readAll(self.stdin)}\n`);
      return 7;
    }
    for (;;) {
      yield* self.print('$ ');
      const line = yield* self.stdin.read();
      if (line === '' || line === 'exit\n') return 3;
      yield* self.print(`${self.space.hostname}: ${line}`);
    }
  };

  function pair() {
    const box = bench(['here', 'there']);
    for (const { root } of box.hosts) {
      root.files.writeProgram('/bin/bash', bash);
      root.files.writeProgram('/usr/bin/ssh', ssh);
    }
    return box;
  }

  it('runs a command there, with its input, output and exit status', () => {
    const { runs } = pair();
    expect(runs(['ssh', 'root@there', 'uname', '-a'])).toMatchObject({
      stdout: 'there: uname -a \n',
      stderr: '',
      exit: 7,
    });
  });

  it('opens a shell there, echoed by the far terminal alone, and gives the near one back', () => {
    const { host, clock } = pair();
    const master = host.openTerminal(100, 30);
    let shown = '';
    master.onOutput((data) => (shown += data));
    const files = new Map([0, 1, 2].map((fd) => [fd, master.slave]));
    let exit: number | undefined;
    host.root.start({ argv: ['ssh', 'there'], files, onExit: ({ code }) => (exit = code) });
    clock.advance(clock.now + second);
    master.input('hi\r');
    clock.advance(clock.now + second);
    expect(shown).toBe('$ hi\r\nthere: hi\r\n$ ');
    expect(master.terminal.mode).toBe('raw');
    master.input('exit\r');
    clock.advance(clock.now + second);
    expect(shown).toMatch(/exit\r\nConnection to there closed\.\r\n$/);
    expect({ exit, mode: master.terminal.mode }).toEqual({ exit: 3, mode: 'cooked' });
  });

  it('says why it could not', () => {
    const { hosts, clock, runs, fabric } = pair();
    expect(runs(['ssh', 'nosuch'])).toMatchObject({
      stderr: 'ssh: Could not resolve hostname nosuch: Name or service not known\n',
      exit: 255,
    });
    expect(runs(['ssh', '-p', '2222', 'there']).stderr).toBe(
      'ssh: connect to host there port 2222: Connection refused\n',
    );
    fabric.link('here', 'there').cut = true;
    expect(runs(['ssh', 'there']).stderr).toBe('ssh: connect to host there port 22: Connection timed out\n');
    fabric.link('here', 'there').cut = false;
    hosts[1]!.powerOff();
    clock.advance(clock.now + second);
    hosts[1]!.powerOn();
    clock.advance(clock.now + 2 * second);
    expect(runs(['ssh', 'there', 'x']).exit).toBe(7);
  });

  it('ends what runs there when the client dies', () => {
    const { hosts, clock } = pair();
    hosts[1]!.root.files.writeProgram('/bin/bash', function* () {
      return yield* wait<number>(() => undefined);
    });
    const client = begin(hosts[0]!, ['ssh', 'there', 'sleep']);
    clock.advance(clock.now + second);
    const alive = (): boolean => [...hosts[1]!.root.processes.values()].some((process) => process.argv[0] === 'bash');
    expect(alive()).toBe(true);
    client.process.signal('SIGKILL');
    clock.advance(clock.now + second);
    expect(alive()).toBe(false);
  });
});

describe('a space', () => {
  it('runs its command under a docker-init when asked', () => {
    const { host, clock } = bench();
    const space = host.createSpace({ id: 'c', hostname: 'c', root: host.emptyTree() });
    let exit: number | undefined;
    const first = space.start({
      argv: ['work'],
      program: () => wait<number>(() => undefined),
      init: true,
      onExit: ({ code }) => (exit = code),
    });
    clock.advance(clock.now + second);
    expect([...space.processes.values()].map(({ pid, ppid, argv }) => [pid, ppid, argv.join(' ')])).toEqual([
      [1, 0, '/sbin/docker-init -- work'],
      [2, 1, 'work'],
    ]);
    first.signal('SIGTERM');
    clock.advance(clock.now + second);
    expect(exit).toBe(143);
  });

  it('says at its start that there is no such program', () => {
    const { host } = bench();
    const space = host.createSpace({ id: 'c', hostname: 'c', root: host.emptyTree() });
    expect(() => space.start({ argv: ['nosuch'] })).toThrow(new Errno('ENOENT'));
  });
});
