import { describe, expect, it } from 'vitest';
import type { UpdateConfig } from '../../../src/api/index.ts';
import { second } from '../../../src/sim/index.ts';
import { Cluster } from './lab.ts';

const formed = (count: number, config: Partial<UpdateConfig> = {}, rollback: Partial<UpdateConfig> = {}): Cluster => {
  const lab = new Cluster(3);
  lab.form();
  lab.create('web', {
    Mode: { Replicated: { Replicas: count } },
    UpdateConfig: { Parallelism: 1, MaxFailureRatio: 0, ...config },
    RollbackConfig: { Parallelism: 1, MaxFailureRatio: 0, ...rollback },
  });
  lab.settle('web', count);
  return lab;
};

const state = (lab: Cluster): string | undefined => lab.service('web').updateStatus?.state;
const images = (lab: Cluster): (string | undefined)[] => lab.live('web').map(({ spec }) => spec.ContainerSpec?.Image);

describe('a rolling update', () => {
  it('replaces every task, one after another, and watches the last for five seconds', () => {
    const lab = formed(3);
    lab.image('web', 'nginx:2');
    lab.until(() => state(lab) === 'updating');
    expect(lab.service('web').updateStatus).toMatchObject({ message: 'update in progress', completedAt: undefined });
    const last = lab.until(() => images(lab).every((image) => image === 'nginx:2') && lab.running('web').length === 3);
    expect(last).toBeGreaterThan(1.5 * second);
    const watched = lab.until(() => state(lab) === 'completed');
    expect(watched).toBeGreaterThan(4.9 * second);
    expect(watched).toBeLessThan(5.2 * second);
    expect(lab.service('web').updateStatus?.message).toBe('update completed');
    expect(lab.service('web').previousSpec?.TaskTemplate.ContainerSpec?.Image).toBe('nginx');
    expect(lab.tasks('web').filter(({ status }) => status.state === 'shutdown').length).toBe(3);
  });

  it('goes on in all slots at once with parallelism 0', () => {
    const lab = formed(4, { Parallelism: 0 });
    lab.image('web', 'nginx:2');
    const took = lab.until(() => images(lab).every((image) => image === 'nginx:2') && lab.running('web').length === 4);
    expect(took).toBeLessThan(3 * second);
  });

  it('waits its delay after each batch, the last too', () => {
    const lab = formed(2, { Delay: 3e9 });
    lab.image('web', 'nginx:2');
    lab.until(() => images(lab).every((image) => image === 'nginx:2') && lab.running('web').length === 2);
    const rest = lab.until(() => state(lab) === 'completed');
    expect(rest).toBeGreaterThan(7.9 * second);
    expect(rest).toBeLessThan(8.3 * second);
  });

  it('starts the new task before it stops the old one with start-first', () => {
    const lab = formed(1, { Order: 'start-first' });
    lab.image('web', 'nginx:2');
    lab.until(() => lab.running('web').length === 2);
    lab.until(() => lab.running('web').length === 1);
    expect(images(lab)).toEqual(['nginx:2']);
  });

  it('replaces nothing for labels, replicas or update settings, and has no status then', () => {
    const lab = formed(2);
    const before = lab.tasks('web').map(({ id }) => id);
    lab.update('web', (spec) => ({ ...spec, Labels: { a: 'b' } }));
    lab.scale('web', 3);
    lab.settle('web', 3);
    expect(lab.tasks('web').map(({ id }) => id)).toEqual(expect.arrayContaining(before));
    expect(state(lab)).toBeUndefined();
  });

  it('leaves a task alone whose node meets a new constraint', () => {
    const lab = formed(3);
    const before = lab.tasks('web').map(({ id }) => id);
    lab.update('web', (spec) => ({
      ...spec,
      TaskTemplate: { ...spec.TaskTemplate, Placement: { Constraints: ['node.platform.os==linux'] } },
    }));
    lab.pass(10 * second);
    expect(lab.tasks('web').map(({ id }) => id)).toEqual(before);
  });

  it('pauses at the first failure, and does nothing until the next update', () => {
    const lab = formed(6);
    lab.image('web', 'crashy');
    lab.until(() => state(lab) === 'paused');
    const failed = lab.tasks('web').find(({ status }) => status.state === 'failed');
    expect(lab.service('web').updateStatus?.message).toBe(
      `update paused due to failure or early termination of task ${failed?.id ?? ''}`,
    );
    lab.pass(20 * second);
    expect(images(lab).filter((image) => image === 'nginx').length).toBeGreaterThan(0);
    lab.image('web', 'nginx:2');
    lab.until(() => state(lab) === 'completed');
    expect(images(lab)).toEqual(Array.from({ length: 6 }, () => 'nginx:2'));
  });

  it('that paused is taken up by an update without a change, and pauses again', () => {
    const lab = formed(9);
    lab.image('web', 'crashy');
    lab.until(() => state(lab) === 'paused');
    lab.pass(6 * second);
    const { message } = lab.service('web').updateStatus ?? {};
    const old = (): number => images(lab).filter((image) => image === 'nginx').length;
    const left = old();
    lab.update('web', (spec) => spec);
    expect(state(lab)).toBeUndefined();
    lab.until(() => state(lab) === 'updating', second);
    lab.until(() => state(lab) === 'paused');
    expect(old()).toBeLessThan(left);
    expect(lab.service('web').updateStatus?.message).toMatch(
      /^update paused due to failure or early termination of task/,
    );
    expect(lab.service('web').updateStatus?.message).not.toBe(message);
  });

  it('rolls back when told to', () => {
    const lab = formed(3, { FailureAction: 'rollback' });
    lab.image('web', 'crashy');
    const noticed = lab.until(() => state(lab) === 'rollback_started');
    expect(noticed).toBeGreaterThan(2 * second);
    expect(noticed).toBeLessThan(7 * second);
    lab.until(() => state(lab) === 'rollback_completed');
    expect(lab.service('web').updateStatus?.message).toBe('rollback completed');
    expect(images(lab)).toEqual(['nginx', 'nginx', 'nginx']);
    expect(lab.service('web').previousSpec).toBeUndefined();
  });

  it('takes no notice of failures with continue', () => {
    const lab = formed(2, { FailureAction: 'continue' });
    lab.image('web', 'crashy');
    lab.until(() => state(lab) === 'completed');
    expect(images(lab).every((image) => image === 'crashy')).toBe(true);
  });

  it('goes back and forth by hand', () => {
    const lab = formed(2);
    const rollback = (): void => {
      const { id, meta, spec } = lab.service('web');
      lab.do(lab.control.updateService(id, meta.version, spec, { rollback: 'previous' }));
    };
    const { id } = lab.service('web');
    expect(rollback).toThrow(`service ${id} does not have a previous spec`);
    lab.image('web', 'nginx:2');
    lab.until(() => state(lab) === 'completed');
    rollback();
    expect(lab.service('web').updateStatus).toMatchObject({
      state: 'rollback_started',
      message: 'manually requested rollback',
    });
    lab.until(() => state(lab) === 'rollback_completed');
    expect(images(lab)).toEqual(['nginx', 'nginx']);
    rollback();
    lab.until(() => state(lab) === 'rollback_completed');
    expect(images(lab)).toEqual(['nginx:2', 'nginx:2']);
  });
});
