import { describe, expect, it } from 'vitest';
import { second } from '../../../src/sim/index.ts';
import { Cluster } from './lab.ts';

describe('a swarm of one manager', () => {
  it('forms, and every node becomes ready', () => {
    const lab = new Cluster(3);
    lab.form();
    expect(lab.nodes().map((node) => [node.description?.Hostname, node.role, node.status.state])).toEqual([
      ['host1', 'manager', 'ready'],
      ['host2', 'worker', 'ready'],
      ['host3', 'worker', 'ready'],
    ]);
    expect(lab.nodes()[0]?.managerStatus).toEqual({
      leader: true,
      reachability: 'reachable',
      addr: '192.168.99.101:2377',
    });
    expect(lab.nodes()[0]?.meta.version).toBeLessThan(20);
  });

  it('runs the replicas of a service, spread over the nodes, about 0.6 s after their creation', () => {
    const lab = new Cluster(3);
    lab.form();
    lab.create('web', { Mode: { Replicated: { Replicas: 3 } } });
    const took = lab.settle('web', 3);
    expect(took).toBeGreaterThan(0.5 * second);
    expect(took).toBeLessThan(1.2 * second);
    expect(new Set(lab.running('web').map((task) => task.nodeId)).size).toBe(3);
    expect(
      lab
        .running('web')
        .map((task) => task.slot)
        .sort(),
    ).toEqual([1, 2, 3]);
  });
});
