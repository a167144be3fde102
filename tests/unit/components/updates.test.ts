import { expect, test } from 'vitest';
import { createPalette, imageName } from '../../../src/components/model/services.ts';
import { updateRows } from '../../../src/components/model/updates.ts';
import { service, task, viewOf } from './view.ts';

const update = { state: 'updating', message: '', startedAt: 0, completedAt: undefined } as const;

test('an update is told slot by slot: old until the newest task is of the present spec', () => {
  const view = viewOf({
    services: [service('s-web', 'web', { update })],
    tasks: [
      task('a', 'web', 1, 'n1', { upToDate: false, createdAt: 1, desiredState: 'shutdown', state: 'shutdown' }),
      task('b', 'web', 1, 'n1', { createdAt: 2, state: 'failed', desiredState: 'shutdown' }),
      task('c', 'web', 1, 'n1', { createdAt: 3 }),
      task('d', 'web', 2, 'n2', { upToDate: false }),
    ],
  });
  expect(updateRows(view)).toMatchObject([
    {
      from: 'nginx:1.25',
      to: 'nginx:1.26',
      done: 1,
      all: 2,
      slots: [
        { label: '1', old: false, failed: true },
        { label: '2', old: true, failed: false },
      ],
    },
  ]);
});

test('a service that is not updated has no strip', () => {
  const done = { ...update, state: 'completed' } as const;
  expect(updateRows(viewOf({ services: [service('a', 'a'), service('b', 'b', { update: done })] }))).toEqual([]);
});

test('services keep their colours when others go, and the ninth takes the first', () => {
  const palette = createPalette();
  palette.learn(viewOf({ services: [service('a', 'a'), service('b', 'b')] }));
  palette.learn(viewOf({ services: [service('b', 'b'), service('c', 'c')] }));
  expect(['a', 'b', 'c'].map(palette.of)).toEqual([1, 2, 3]);
  for (const id of 'defgh') palette.of(id);
  expect(palette.of('i')).toBe(1);
});

test('an image is named without its digest', () => {
  expect(imageName('registry:5000/web:1@sha256:abc')).toBe('registry:5000/web:1');
});
