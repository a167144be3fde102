import { describe, expect, it } from 'vitest';
import { minute, second } from '../../../src/sim/index.ts';
import type { Task } from '../../../src/swarm/index.ts';
import { bySurvival } from '../../../src/swarm/orchestrator/replicated.ts';
import { Cluster } from './lab.ts';

const task = (slot: number, nodeId: string, state: string): Task =>
  ({ id: `task${String(slot)}`, slot, nodeId, desiredState: 'running', status: { state } }) as unknown as Task;

const replicas = (count: number): { Mode: { Replicated: { Replicas: number } } } => ({
  Mode: { Replicated: { Replicas: count } },
});

describe('which slots a smaller service keeps', () => {
  const layout = [
    task(1, 'node1', 'starting'),
    task(2, 'node2', 'running'),
    task(3, 'node2', 'running'),
    task(4, 'node3', 'running'),
    task(5, 'node3', 'running'),
    task(6, 'node3', 'running'),
    task(7, '', 'new'),
  ];
  const kept = (count: number, tasks = layout): number[] =>
    bySurvival(tasks.map((one) => [one]))
      .slice(0, count)
      .map(([one]) => one?.slot ?? 0)
      .sort();

  it('loses the unassigned one first', () => expect(kept(6)).toEqual([1, 2, 3, 4, 5, 6]));
  it('then those on the fullest node, higher slots first', () => expect(kept(4)).toEqual([1, 2, 3, 4]));
  it('then what does not run yet', () => expect(kept(2, layout.slice(0, 4))).toEqual([2, 4]));
});

describe('a replicated service', () => {
  it('fills the lowest free slots and removes the tasks that go', () => {
    const lab = new Cluster(3);
    lab.form();
    lab.create('web', replicas(6));
    lab.settle('web', 6);
    lab.scale('web', 2);
    lab.settle('web', 2);
    lab.until(() => lab.tasks('web').length === 2);
    expect(new Set(lab.running('web').map(({ nodeId }) => nodeId)).size).toBe(2);
    lab.scale('web', 4);
    lab.settle('web', 4);
    expect(
      lab
        .running('web')
        .map(({ slot }) => slot)
        .sort(),
    ).toEqual([1, 2, 3, 4]);
  });

  it('replaces a task that died after the restart delay, and keeps the old one as history', () => {
    const lab = new Cluster(3);
    lab.form();
    lab.create('web', replicas(3));
    lab.settle('web', 3);
    const victim = lab.running('web')[0] as Task;
    for (const { executor } of lab.machines) executor.running.get(victim.id)?.end(137);
    const ready = lab.until(() =>
      lab.tasks('web').some(({ desiredState, status }) => desiredState === 'ready' && status.state === 'ready'),
    );
    expect(ready).toBeLessThan(second);
    const took = lab.until(() => lab.running('web').length === 3);
    expect(took).toBeGreaterThan(4.8 * second);
    expect(took).toBeLessThan(6 * second);
    const old = lab.tasks('web').find(({ id }) => id === victim.id);
    expect(old?.desiredState).toBe('shutdown');
    expect(old?.status).toMatchObject({ state: 'failed', err: 'task: non-zero exit (137)', message: 'started' });
    expect(old?.status.container?.exitCode).toBe(137);
  });

  it('leaves a node that lost its power after three heartbeats, and never goes back', () => {
    const lab = new Cluster(3);
    lab.form();
    lab.create('web', replicas(3));
    lab.settle('web', 3);
    const lost = lab.machine(3);
    const lostId = lost.member.nodeId;
    lab.pass(20 * second);
    lost.plug.powered = false;
    lost.member.stop();
    const down = lab.until(() => lab.nodes().some(({ id, status }) => id === lostId && status.state === 'down'));
    expect(down).toBeGreaterThan(9 * second);
    expect(down).toBeLessThan(17 * second);
    expect(lab.nodes().find(({ id }) => id === lostId)?.status.message).toBe('heartbeat failure');
    lab.until(() => lab.running('web').filter(({ nodeId }) => nodeId !== lostId).length === 3);
    const stranded = lab.tasks('web').find(({ nodeId }) => nodeId === lostId);
    expect([stranded?.desiredState, stranded?.status.state]).toEqual(['shutdown', 'running']);
    const status = lab.do(lab.control.serviceStatuses([lab.service('web').id]));
    expect([...status.values()][0]).toEqual({ running: 4, desired: 3, completed: 0 });

    lost.plug.powered = true;
    lost.member.start();
    lab.until(() => lab.nodes().every(({ status }) => status.state === 'ready'));
    lab.pass(10 * second);
    expect(lab.tasks('web').find(({ id }) => id === stranded?.id)?.status.state).toBe('shutdown');
    expect(lab.running('web').filter(({ nodeId }) => nodeId === lostId)).toEqual([]);
  });

  it('moves its tasks off a drained node without the restart delay', () => {
    const lab = new Cluster(3);
    lab.form();
    lab.create('web', replicas(6));
    lab.settle('web', 6);
    const node = lab.nodes()[2];
    if (!node) throw new Error('three nodes');
    lab.do(lab.control.updateNode(node.id, node.meta.version, { ...node.spec, Availability: 'drain' }));
    const took = lab.until(() => lab.running('web').filter(({ nodeId }) => nodeId !== node.id).length === 6);
    expect(took).toBeLessThan(3 * second);
  });

  it('goes with its service', () => {
    const lab = new Cluster(2);
    lab.form();
    const { id } = lab.create('web', replicas(4));
    lab.settle('web', 4);
    lab.do(lab.control.remove('service', id));
    lab.until(() => lab.do(lab.control.list('task')).length === 0, 5 * second);
    expect(lab.machines.map(({ executor }) => executor.running.size)).toEqual([0, 0]);
    expect(() => lab.do(lab.control.get('service', id))).toThrow(`service ${id} not found`);
  });

  it('tries a missing image once per restart delay', () => {
    const lab = new Cluster(1);
    lab.form();
    lab.create('web', {}, 'missing');
    lab.pass(18 * second);
    const rejected = lab.tasks('web').filter(({ status }) => status.state === 'rejected');
    // The first, and one per delay: its replacement is rejected while it waits, and replaced when the wait is over.
    expect(rejected.length).toBe(5);
    expect(rejected.at(-1)?.desiredState).toBe('ready');
    expect(rejected[0]?.status.err).toBe('No such image: missing');
  });

  it('keeps five tasks of a slot, the live one included', () => {
    const lab = new Cluster(1);
    lab.form();
    lab.create('web', {}, 'crashy');
    lab.pass(2 * minute);
    expect(lab.tasks('web').length).toBeGreaterThanOrEqual(5);
    expect(lab.tasks('web').length).toBeLessThanOrEqual(6);
  });
});

describe('restart policies', () => {
  const policy = (RestartPolicy: object): Parameters<Cluster['create']>[1] => ({
    TaskTemplate: { ContainerSpec: { Image: 'crashy' }, ForceUpdate: 0, RestartPolicy },
  });

  it('none: a failed task stays the last', () => {
    const lab = new Cluster(1);
    lab.form();
    lab.create('web', policy({ Condition: 'none' }));
    lab.pass(30 * second);
    expect(lab.tasks('web').map(({ status, desiredState }) => [status.state, desiredState])).toEqual([
      ['failed', 'shutdown'],
    ]);
  });

  it('on-failure: a completed task stays the last', () => {
    const lab = new Cluster(1);
    lab.form();
    lab.create('web', {
      TaskTemplate: { ContainerSpec: { Image: 'done' }, ForceUpdate: 0, RestartPolicy: { Condition: 'on-failure' } },
    });
    lab.pass(30 * second);
    expect(lab.tasks('web').map(({ status }) => status.state)).toEqual(['complete']);
  });

  it('counts attempts per slot', () => {
    const lab = new Cluster(1);
    lab.form();
    lab.create('web', { ...policy({ Condition: 'any', Delay: 1e9, MaxAttempts: 2 }), ...replicas(2) });
    lab.pass(60 * second);
    for (const slot of [1, 2])
      expect(
        lab
          .tasks('web')
          .filter((one) => one.slot === slot)
          .map(({ status }) => status.state),
      ).toEqual(['failed', 'failed', 'failed']);
  });

  it('starts counting anew with a new spec', () => {
    const lab = new Cluster(1);
    lab.form();
    lab.create('web', policy({ Condition: 'any', Delay: 1e9, MaxAttempts: 1 }));
    lab.pass(20 * second);
    expect(lab.tasks('web').length).toBe(2);
    lab.update('web', (spec) => ({ ...spec, TaskTemplate: { ...spec.TaskTemplate, ForceUpdate: 1 } }));
    lab.pass(20 * second);
    expect(lab.tasks('web').filter(({ status }) => status.state === 'failed').length).toBe(2);
    expect(lab.live('web').length).toBe(0);
  });
});
