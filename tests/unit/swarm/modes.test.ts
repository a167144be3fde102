import { describe, expect, it } from 'vitest';
import type { NodeSpec } from '../../../src/api/index.ts';
import { second } from '../../../src/sim/index.ts';
import { Cluster } from './lab.ts';

const setNode = (lab: Cluster, number: number, change: Partial<NodeSpec>): void => {
  const id = lab.machine(number).member.nodeId;
  const node = lab.nodes().find((one) => one.id === id);
  if (!node) throw new Error('no such node');
  lab.do(lab.control.updateNode(id, node.meta.version, { ...node.spec, ...change }));
};

const nodesOf = (lab: Cluster, service: string): number[] =>
  lab
    .running(service)
    .map(({ nodeId }) => lab.machines.findIndex(({ member }) => member.nodeId === nodeId) + 1)
    .sort();

describe('a global service', () => {
  const formed = (machines = 3): Cluster => {
    const lab = new Cluster(machines);
    lab.form();
    lab.create('agent', { Mode: { Global: {} } });
    lab.settle('agent', machines);
    return lab;
  };

  it('has a task without slot on every node', () => {
    const lab = formed();
    expect(nodesOf(lab, 'agent')).toEqual([1, 2, 3]);
    expect(lab.tasks('agent').every(({ slot }) => slot === 0)).toBe(true);
    expect(lab.tasks('agent')[0]?.status.message).toBe('started');
  });

  it('follows drained and returning nodes', () => {
    const lab = formed();
    setNode(lab, 2, { Availability: 'drain' });
    lab.until(() => nodesOf(lab, 'agent').join() === '1,3');
    setNode(lab, 2, { Availability: 'active' });
    lab.until(() => nodesOf(lab, 'agent').join() === '1,2,3');
  });

  it('comes to a node that joins', () => {
    const lab = new Cluster(3);
    lab.form(1, 2);
    lab.create('agent', { Mode: { Global: {} } });
    lab.settle('agent', 2);
    lab.join(3, 'worker');
    lab.until(() => nodesOf(lab, 'agent').join() === '1,2,3', 3 * second);
  });

  it('keeps its task on a paused node, but does not bring it back there', () => {
    const lab = formed();
    setNode(lab, 2, { Availability: 'pause' });
    lab.pass(3 * second);
    expect(nodesOf(lab, 'agent')).toEqual([1, 2, 3]);
    const task = lab.running('agent').find(({ nodeId }) => nodeId === lab.machine(2).member.nodeId);
    lab
      .machine(2)
      .executor.running.get(task?.id ?? '')
      ?.end(1);
    lab.pass(10 * second);
    expect(nodesOf(lab, 'agent')).toEqual([1, 3]);
    setNode(lab, 2, { Availability: 'active' });
    lab.until(() => nodesOf(lab, 'agent').join() === '1,2,3');
  });

  it('obeys constraints as labels come and go', () => {
    const lab = new Cluster(3);
    lab.form();
    lab.create('agent', {
      Mode: { Global: {} },
      TaskTemplate: {
        ContainerSpec: { Image: 'nginx' },
        ForceUpdate: 0,
        Placement: { Constraints: ['node.labels.zone==a'] },
      },
    });
    lab.pass(2 * second);
    expect(lab.tasks('agent')).toEqual([]);
    setNode(lab, 3, { Labels: { zone: 'a' } });
    lab.until(() => nodesOf(lab, 'agent').join() === '3');
    setNode(lab, 3, { Labels: {} });
    lab.until(() => lab.running('agent').length === 0);
  });

  it('is updated node by node', () => {
    const lab = formed();
    lab.image('agent', 'nginx:2');
    lab.until(() => lab.service('agent').updateStatus?.state === 'completed');
    expect(nodesOf(lab, 'agent')).toEqual([1, 2, 3]);
    expect(lab.running('agent').every(({ spec }) => spec.ContainerSpec?.Image === 'nginx:2')).toBe(true);
  });

  it('tells why a task cannot run on its node', () => {
    const lab = new Cluster(1);
    lab.form();
    lab.create('agent', {
      Mode: { Global: {} },
      TaskTemplate: {
        ContainerSpec: { Image: 'nginx' },
        ForceUpdate: 0,
        Resources: { Reservations: { MemoryBytes: 2 ** 40 } },
      },
    });
    lab.pass(2 * second);
    expect(lab.tasks('agent').map(({ status }) => [status.state, status.err])).toEqual([
      ['pending', 'insufficient resources on 1 node'],
    ]);
  });
});

describe('jobs', () => {
  it('run so many tasks to completion, some at a time', () => {
    const lab = new Cluster(2);
    lab.form();
    lab.create('job', { Mode: { ReplicatedJob: { MaxConcurrent: 2, TotalCompletions: 5 } } }, 'done');
    let most = 0;
    lab.until(() => {
      most = Math.max(most, lab.tasks('job').filter(({ status }) => status.state === 'running').length);
      return lab.tasks('job').filter(({ status }) => status.state === 'complete').length === 5;
    });
    expect(most).toBe(2);
    lab.pass(20 * second);
    expect(
      lab
        .tasks('job')
        .map(({ slot }) => slot)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4]);
    const status = lab.do(lab.control.serviceStatuses([lab.service('job').id]));
    expect([...status.values()]).toEqual([{ running: 0, desired: 2, completed: 5 }]);
  });

  it('run again with each update', () => {
    const lab = new Cluster(1);
    lab.form();
    lab.create('job', { Mode: { GlobalJob: {} } }, 'done');
    lab.until(() => lab.tasks('job').some(({ status }) => status.state === 'complete'));
    lab.update('job', (spec) => ({ ...spec, TaskTemplate: { ...spec.TaskTemplate, ForceUpdate: 1 } }));
    lab.until(() => lab.tasks('job').filter(({ status }) => status.state === 'complete').length === 2);
    expect(lab.tasks('job').map(({ jobIteration }) => jobIteration)).toEqual([0, 1]);
  });

  it('retry what failed, after the restart delay', () => {
    const lab = new Cluster(1);
    lab.form();
    lab.create('job', { Mode: { ReplicatedJob: {} } }, 'crashy');
    lab.pass(20 * second);
    expect(lab.tasks('job').filter(({ status }) => status.state === 'failed').length).toBeGreaterThan(1);
    expect(lab.tasks('job').filter(({ desiredState }) => desiredState !== 'shutdown').length).toBe(1);
  });
});
