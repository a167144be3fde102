import { describe, expect, it } from 'vitest';
import { second } from '../../../src/sim/index.ts';
import { Bench } from './bench.ts';
import { fetchFrom } from './fetch.ts';

const publish = {
  EndpointSpec: { Ports: [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080, PublishMode: 'ingress' }] },
};
/** Answers with the name of its node and whom it speaks to. */
const web = { Image: 'web', Args: ['serve'], Hostname: '{{.Node.Hostname}}' };

async function open(replicas: number): Promise<Bench> {
  const bench = await Bench.open(3);
  bench.formSwarm();
  bench.service('site', replicas, web, publish);
  bench.pass(5 * second);
  return bench;
}

/** The nodes that answered so many requests to one port. */
const answers = (bench: Bench, on: number, address: string, count: number): string[] =>
  Array.from({ length: count }, () => String(fetchFrom(bench, on, address, 8080)));

describe('the routing mesh', () => {
  it('answers on every node from each task in turn', async () => {
    const bench = await open(2);
    for (const address of ['10.9.0.1', '10.9.0.2', '10.9.0.3']) {
      const heard = answers(bench, 0, address, 4);
      expect(new Set(heard).size).toBe(2);
      expect(heard.slice(2)).toEqual(heard.slice(0, 2));
    }
  });

  it('shows a task the load balancer of the node where the request came in', async () => {
    const bench = await open(1);
    const [at1, at3] = [answers(bench, 1, '10.9.0.1', 1)[0], answers(bench, 1, '10.9.0.3', 1)[0]];
    expect(at1).toMatch(/ to 10\.0\.0\.\d+\n$/);
    expect(at3).toMatch(/ to 10\.0\.0\.\d+\n$/);
    expect(at1).not.toBe(at3);
  });

  it('is refused where no task runs, and answers again when one does', async () => {
    const bench = await open(0);
    expect(answers(bench, 0, '10.9.0.2', 1)).toEqual(['connection refused']);
    scale(bench, 3);
    expect(new Set(answers(bench, 0, '10.9.0.2', 3)).size).toBe(3);
    scale(bench, 0);
    expect(answers(bench, 0, '10.9.0.2', 1)).toEqual(['connection refused']);
  });

  it('leaves out the tasks of a node that is down, and a node that has left', async () => {
    const bench = await open(3);
    bench.hosts[2]?.powerOff();
    bench.pass(40 * second);
    const heard = answers(bench, 0, '10.9.0.2', 6);
    expect(heard.every((text) => / to 10\.0\.0\.\d+\n$/.test(text))).toBe(true);
    bench.ask('POST', '/swarm/leave', undefined, { on: 1 });
    expect(answers(bench, 0, '10.9.0.2', 1)).toEqual(['connection refused']);
  });

  it('keeps the port from a container of the node', async () => {
    const bench = await open(1);
    const HostConfig = { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } };
    const { body } = bench.ask('POST', '/containers/create?name=own', { Image: 'web', HostConfig });
    const reply = bench.ask('POST', `/containers/${body.Id as string}/start`);
    expect(reply.body.message).toMatch(/address already in use$/);
  });
});

function scale(bench: Bench, Replicas: number): void {
  const { ID, Version, Spec } = bench.ask('GET', '/services/site').body;
  const spec = { ...Spec, Mode: { Replicated: { Replicas } } };
  bench.ask('POST', `/services/${ID as string}/update?version=${String(Version.Index)}`, spec);
  bench.pass(10 * second);
}
