import { describe, expect, it } from 'vitest';
import { second } from '../../../src/sim/index.ts';
import { Bench } from './bench.ts';
import { fetchFrom } from './fetch.ts';

const on = (network: string): Record<string, unknown> => ({
  Name: `on-${network}`,
  TaskTemplate: { ContainerSpec: { Image: 'web', Args: ['serve', 'hello'] }, Networks: [{ Target: network }] },
  Mode: { Replicated: { Replicas: 1 } },
});

/** The inspected container of the one task that runs. */
function container(bench: Bench): { HostConfig: { NetworkMode: string }; NetworkSettings: { Networks: object } } {
  const [{ Id }] = bench.ask('GET', '/containers/json').body;
  return bench.ask('GET', `/containers/${Id as string}/json`).body as ReturnType<typeof container>;
}

describe('a service on a network of each node', () => {
  it('runs on the host’s own network, and answers at the host’s port', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    expect(bench.ask('POST', '/services/create', on('host')).status).toBe(201);
    bench.pass(5 * second);
    expect(Object.keys(container(bench).NetworkSettings.Networks)).toEqual(['host']);
    expect(fetchFrom(bench, 0, 'localhost', 80)).toBe('hello to 10.9.0.1\n');
    bench.ask('DELETE', '/services/on-host');
    bench.pass(20 * second);
    expect(fetchFrom(bench, 0, 'localhost', 80)).toBe('connection refused');
  });

  it('runs on the default bridge', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    expect(bench.ask('POST', '/services/create', on('bridge')).status).toBe(201);
    bench.pass(5 * second);
    expect(Object.keys(container(bench).NetworkSettings.Networks)).toEqual(['bridge']);
  });

  it('is refused where the network is local and not predefined, or has no twin in the swarm', async () => {
    const bench = await Bench.open();
    bench.formSwarm();
    bench.ask('POST', '/networks/create', { Name: 'mine', Driver: 'bridge' });
    expect(bench.ask('POST', '/services/create', on('mine')).body.message).toBe(
      'The network mine cannot be used with services. Only networks scoped to the swarm can be used, such as those created with the overlay driver.',
    );
    expect(bench.ask('POST', '/services/create', on('none')).body.message).toBe(
      'could not find the corresponding predefined swarm network: network none not found',
    );
  });
});

describe('a container on the host’s own network', () => {
  it('publishes nothing: its port is the host’s', async () => {
    const bench = await Bench.open();
    bench.start('own', 'web', ['serve', 'hello'], {
      NetworkMode: 'host',
      PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
    });
    bench.pass(second);
    expect(fetchFrom(bench, 0, 'localhost', 80)).toBe('hello to 10.9.0.1\n');
    expect(fetchFrom(bench, 0, 'localhost', 8080)).toBe('connection refused');
  });
});

describe('a volume', () => {
  it('made by the command line without labels and options shows null for them', async () => {
    const bench = await Bench.open();
    const asked = { Name: 'data', Driver: 'local', DriverOpts: {}, Labels: {} };
    expect(bench.ask('POST', '/volumes/create', asked).body).toMatchObject({ Labels: null, Options: null });
    expect(bench.ask('GET', '/volumes/data').body).toMatchObject({ Labels: null, Options: null });
  });
});
