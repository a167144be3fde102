import { describe, expect, test } from 'vitest';
import { hostRows, unassigned } from '../../../src/components/model/hosts.ts';
import { node, service, task, viewOf } from './view.ts';

const web = service('s-web', 'web');
const words = (view: ReturnType<typeof viewOf>, host: string): string[] =>
  hostRows(view, 'no report')
    .find((row) => row.name === host)!
    .slots.flatMap(({ live, past, hidden }) => [
      ...(live ? [`${live.label} ${live.name} ${live.word} ${live.look}`] : []),
      ...past.map((row) => `\\_ ${row.name} ${row.word}`),
      ...(hidden ? [`+${hidden}`] : []),
    ]);

describe('the rows of a host', () => {
  test('hosts stand in the order of the topology, with what the managers think of them', () => {
    const rows = hostRows(
      viewOf({ nodes: [node('n1', 'm', { leader: true }), node('n2', 'w', { availability: 'drain' })] }),
      '',
    );
    expect(rows.map((row) => [row.name, row.manager?.word, row.status?.word, row.availability?.word])).toEqual([
      ['m', 'Leader', 'Ready', 'Active'],
      ['w', undefined, 'Ready', 'Drain'],
      ['spare', undefined, undefined, undefined],
    ]);
  });

  test('slots stand in order, each with its past, newest first, at most two', () => {
    const past = (id: string, at: number, state: 'failed' | 'shutdown') =>
      task(id, 'web', 1, 'n2', { desiredState: 'shutdown', state, createdAt: at });
    const tasks = [
      past('a', 1, 'shutdown'),
      past('b', 3, 'failed'),
      past('c', 2, 'shutdown'),
      task('e', 'web', 2, 'n2'),
      task('d', 'web', 1, 'n2', { createdAt: 4, state: 'preparing' }),
    ];
    expect(words(viewOf({ services: [web], tasks }), 'w')).toEqual([
      '1 web.1 Preparing new',
      '\\_ web.1 Failed',
      '\\_ web.1 Shutdown',
      '+1',
      '2 web.2 Running new',
    ]);
  });

  test('services come in the order of their creation, global ones without a slot', () => {
    const tasks = [task('g', 'agent', 0, 'n2'), task('t', 'web', 1, 'n2')];
    const services = [web, service('s-agent', 'agent', { mode: 'global' })];
    expect(words(viewOf({ services, tasks }), 'w')).toEqual(['1 web.1 Running new', 'G agent Running new']);
  });

  test('tasks of a node that is down are of the past where they were given up, and report nothing', () => {
    const nodes = [node('n1', 'm', { leader: true }), node('n2', 'w', { state: 'down' })];
    const tasks = [
      task('t', 'web', 1, 'n2', { desiredState: 'shutdown' }),
      task('u', 'web', 1, 'n1', { createdAt: 1 }),
    ];
    const view = viewOf({ nodes, services: [web], tasks });
    expect(words(view, 'w')).toEqual(['\\_ web.1 no report']);
    expect(words(view, 'm')).toEqual(['1 web.1 Running new']);
  });

  test('old and new versions differ only while an update runs', () => {
    const tasks = [task('t', 'web', 1, 'n2', { upToDate: false })];
    expect(words(viewOf({ services: [web], tasks }), 'w')).toEqual(['1 web.1 Running new']);
    const update = { state: 'updating', message: '', startedAt: 0, completedAt: undefined } as const;
    const updating = service('s-web', 'web', { update });
    expect(words(viewOf({ services: [updating], tasks }), 'w')).toEqual(['1 web.1 Running old']);
  });

  test('a completed job task stays', () => {
    const tasks = [task('t', 'web', 1, 'n2', { state: 'complete', desiredState: 'complete' })];
    expect(words(viewOf({ services: [web], tasks }), 'w')).toEqual(['1 web.1 Complete new']);
  });

  test('a task without a node waits apart', () => {
    const view = viewOf({ services: [web], tasks: [task('t', 'web', 1, '', { state: 'pending' })] });
    expect(unassigned(view).map((row) => [row.name, row.word, row.look])).toEqual([['web.1', 'Pending', 'pending']]);
  });
});
