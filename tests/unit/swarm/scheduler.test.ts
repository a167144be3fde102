import { describe, expect, it } from 'vitest';
import type { TaskSpec } from '../../../src/api/index.ts';
import { second } from '../../../src/sim/index.ts';
import { Cluster } from './lab.ts';

const template = (change: Partial<TaskSpec>): { TaskTemplate: TaskSpec } => ({
  TaskTemplate: { ContainerSpec: { Image: 'nginx' }, ForceUpdate: 0, ...change },
});

const why = (lab: Cluster, service: string): string | undefined =>
  lab.tasks(service).find(({ status }) => status.state === 'pending')?.status.err;

const pendingFor = (change: Parameters<Cluster['create']>[1]): string | undefined => {
  const lab = new Cluster(3);
  lab.form();
  lab.create('web', change);
  lab.pass(2 * second);
  return why(lab, 'web');
};

const replicas = (count: number): { Mode: { Replicated: { Replicas: number } } } => ({
  Mode: { Replicated: { Replicas: count } },
});

describe('what keeps a task from every node', () => {
  it.each([
    [
      'constraints',
      template({ Placement: { Constraints: ['node.labels.x==y'] } }),
      'scheduling constraints not satisfied on 3 nodes',
    ],
    ['resources', template({ Resources: { Reservations: { NanoCPUs: 3e9 } } }), 'insufficient resources on 3 nodes'],
    ['platforms', template({ Placement: { Platforms: [{ OS: 'windows' }] } }), 'unsupported platform on 3 nodes'],
    [
      'plugins',
      template({
        ContainerSpec: {
          Image: 'a',
          Mounts: [{ Type: 'volume', Target: '/a', VolumeOptions: { DriverConfig: { Name: 'nfs' } } }],
        },
      }),
      'missing plugin on 3 nodes',
    ],
    [
      'host ports',
      { ...replicas(4), EndpointSpec: { Ports: [{ TargetPort: 80, PublishedPort: 80, PublishMode: 'host' }] } },
      'host-mode port already in use on 3 nodes',
    ],
    [
      'max replicas',
      { ...replicas(4), ...template({ Placement: { MaxReplicas: 1 } }) },
      'max replicas per node limit exceed',
    ],
  ])('%s', (_, change, text) => {
    expect(pendingFor(change)).toBe(`no suitable node (${text})`);
  });

  it('lists the most frequent reason first', () => {
    const lab = new Cluster(3);
    lab.form();
    for (const node of lab.nodes().slice(1))
      lab.do(lab.control.updateNode(node.id, node.meta.version, { ...node.spec, Availability: 'pause' }));
    lab.create('web', template({ Resources: { Reservations: { MemoryBytes: 2 ** 40 } } }));
    lab.pass(2 * second);
    expect(why(lab, 'web')).toBe(
      'no suitable node (2 nodes not available for new tasks; insufficient resources on 1 node)',
    );
  });

  it('goes away when a node comes to meet it', () => {
    const lab = new Cluster(3);
    lab.form();
    lab.create('web', template({ Placement: { Constraints: ['node.labels.x == y'] } }));
    lab.pass(2 * second);
    const node = lab.nodes()[1];
    if (!node) throw new Error('three nodes');
    lab.do(lab.control.updateNode(node.id, node.meta.version, { ...node.spec, Labels: { x: 'y' } }));
    lab.settle('web', 1);
    expect(lab.running('web')[0]?.nodeId).toBe(node.id);
    expect(lab.running('web')[0]?.status.err).toBe('');
    // And when it no longer meets it, the task is rejected.
    const [changed] = lab.nodes().filter(({ id }) => id === node.id);
    if (!changed) throw new Error('still there');
    lab.do(lab.control.updateNode(node.id, changed.meta.version, { ...changed.spec, Labels: {} }));
    lab.until(() => lab.tasks('web').some(({ desiredState }) => desiredState === 'shutdown'));
    const rejected = lab.tasks('web').find(({ desiredState }) => desiredState === 'shutdown');
    expect(rejected?.status).toMatchObject({ state: 'rejected', err: 'assigned node no longer meets constraints' });
  });
});

describe('where tasks go', () => {
  it('evenly over equal nodes, whatever the seed', () => {
    for (const seed of ['a', 'b', 'c']) {
      const lab = new Cluster(3, seed);
      lab.form();
      lab.create('web', replicas(7));
      lab.settle('web', 7);
      const counts = lab.machines.map(({ executor }) => executor.running.size).sort();
      expect(counts).toEqual([2, 2, 3]);
    }
  });

  it('evenly over the values of a label, then over the nodes that have it', () => {
    const lab = new Cluster(3);
    lab.form();
    lab.nodes().forEach((node, i) => {
      const Labels = { dc: i === 0 ? 'a' : 'b' };
      lab.do(lab.control.updateNode(node.id, node.meta.version, { ...node.spec, Labels }));
    });
    lab.create('web', {
      ...replicas(4),
      ...template({ Placement: { Preferences: [{ Spread: { SpreadDescriptor: 'node.labels.dc' } }] } }),
    });
    lab.settle('web', 4);
    expect(lab.machines.map(({ executor }) => executor.running.size)).toEqual([2, 1, 1]);
  });

  it('to the node with fewer tasks of the service first, then with fewer tasks at all', () => {
    const lab = new Cluster(3);
    lab.form();
    lab.create('first', { ...template({ Placement: { Constraints: ['node.hostname==host1'] } }) });
    lab.settle('first', 1);
    lab.create('web', replicas(2));
    lab.settle('web', 2);
    expect(lab.machines.map(({ executor }) => executor.running.size)).toEqual([1, 1, 1]);
  });
});
