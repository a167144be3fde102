import { describe, expect, it } from 'vitest';
import type { Program } from '../../../src/host/index.ts';
import { second } from '../../../src/sim/index.ts';
import { Bench } from './bench.ts';
import { fetchFrom } from './fetch.ts';

const published = (port: string, ip = ''): Record<string, unknown> => ({
  PortBindings: { '80/tcp': [{ HostIp: ip, HostPort: port }] },
});

describe('a published port', () => {
  it('leads from this host and others to the server in the container, as long as it runs', async () => {
    const bench = await Bench.open(2);
    expect(fetchFrom(bench, 0, 'localhost', 8080)).toBe('connection refused');
    bench.start('one', 'web', ['serve', 'hello'], published('8080'));
    bench.pass(second);
    expect(fetchFrom(bench, 0, 'localhost', 8080)).toBe('hello to 172.17.0.1\n');
    expect(fetchFrom(bench, 1, '10.9.0.1', 8080)).toBe('hello to 10.9.0.2\n');
    bench.ask('POST', '/containers/one/restart');
    bench.pass(second);
    expect(fetchFrom(bench, 1, '10.9.0.1', 8080)).toBe('hello to 10.9.0.2\n');
    bench.ask('POST', '/containers/one/stop?t=0');
    expect(fetchFrom(bench, 0, 'localhost', 8080)).toBe('connection refused');
  });

  it('resets where nothing serves in the container, and strangers of a loopback address', async () => {
    const bench = await Bench.open(2);
    bench.start('idle', 'web', undefined, published('8080'));
    bench.start('local', 'web', ['serve', 'hello'], published('8081', '127.0.0.1'));
    bench.pass(second);
    expect(fetchFrom(bench, 0, 'localhost', 8080)).toBe('connection reset by peer');
    expect(fetchFrom(bench, 0, '127.0.0.1', 8081)).toBe('hello to 172.17.0.1\n');
    expect(fetchFrom(bench, 1, '10.9.0.1', 8081)).toBe('connection reset by peer');
  });

  it('is refused where a process of the host has it, and is free again for the next', async () => {
    const bench = await Bench.open();
    const [host] = bench.hosts;
    const squatter: Program = function* (self) {
      self.serve(8080, function* () {
        return { status: 200, headers: {} };
      });
      yield* self.sleep(10 * second);
      return 0;
    };
    host?.root.start({ argv: ['squatter'], program: squatter });
    bench.pass(second);
    const { body } = bench.ask('POST', '/containers/create?name=one', { Image: 'web', HostConfig: published('8080') });
    const start = (): unknown => bench.ask('POST', `/containers/${body.Id as string}/start`);
    expect(start()).toMatchObject({
      status: 500,
      body: {
        message: expect.stringMatching(
          /endpoint one \(\w+\): failed to bind host port for 0\.0\.0\.0:8080:172\.17\.0\.2:80\/tcp: address already in use$/,
        ) as string,
      },
    });
    bench.pass(20 * second);
    expect(start()).toMatchObject({ status: 204 });
  });

  it('of a service in host mode answers on the node of the task only', async () => {
    const bench = await Bench.open(2);
    bench.formSwarm();
    const Ports = [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 9090, PublishMode: 'host' }];
    const placed = {
      ContainerSpec: { Image: 'web', Args: ['serve', 'hi'] },
      Placement: { Constraints: ['node.hostname==host2'] },
    };
    bench.ask('POST', '/services/create', {
      Name: 'site',
      TaskTemplate: placed,
      Mode: { Replicated: { Replicas: 1 } },
      EndpointSpec: { Ports },
    });
    bench.pass(5 * second);
    expect(fetchFrom(bench, 0, '10.9.0.2', 9090)).toBe('hi to 10.9.0.1\n');
    expect(fetchFrom(bench, 1, '127.0.0.1', 9090)).toMatch(/^hi to 172\.1\d\.0\.1\n$/);
    expect(fetchFrom(bench, 1, '10.9.0.1', 9090)).toBe('connection refused');
  });
});
