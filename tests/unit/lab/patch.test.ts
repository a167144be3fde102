import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, diff } from '../../../src/lab/patch.ts';

const tree = fc.jsonValue({ maxDepth: 4 }).filter((value) => JSON.stringify(value) !== undefined);

describe('diff and apply', () => {
  it('turn any value into any other', () => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        expect(apply<unknown>(before, diff(before, after))).toEqual(after);
      }),
    );
  });

  it('take names that objects inherit for data', () => {
    const after = { valueOf: '', constructor: { name: 'x' } };
    expect(apply<unknown>({}, diff({}, after))).toEqual(after);
    expect(diff({ toString: 1 }, {})).toEqual([{ path: ['toString'] }]);
  });

  it('say nothing where nothing changed', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(diff(value, structuredClone(value))).toEqual([]);
      }),
    );
  });

  it('name the smallest part that changed', () => {
    const before = { swarm: { tasks: { a: { state: 'ready' }, b: { state: 'running' } } } };
    const after = { swarm: { tasks: { a: { state: 'running' }, b: { state: 'running' } } } };
    expect(diff(before, after)).toEqual([{ path: ['swarm', 'tasks', 'a', 'state'], value: 'running' }]);
  });

  it('share what they do not touch', () => {
    const before = { hosts: { a: { on: true } }, swarm: { leader: 'x' } };
    const after = apply(before, [{ path: ['swarm', 'leader'], value: 'y' }]);
    expect(after.hosts).toBe(before.hosts);
    expect(after.swarm.leader).toBe('y');
  });

  it('remove what became undefined', () => {
    expect(diff({ swarm: { leader: 'x' } }, { swarm: { leader: undefined } })).toEqual([{ path: ['swarm', 'leader'] }]);
    expect(apply({ swarm: { leader: 'x' } }, [{ path: ['swarm', 'leader'] }])).toEqual({ swarm: {} });
  });
});
