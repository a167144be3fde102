import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chance, mix } from '../../../src/sim/index.ts';

const draws = (count: number, draw: (chance: Chance) => number): number[] => {
  const chance = new Chance('seed');
  return Array.from({ length: count }, () => draw(chance));
};

/** Pearson's statistic of how often each of `cells` values came, against all being equally likely. */
const chiSquare = (values: readonly number[], cells: number): number => {
  const counts = new Array<number>(cells).fill(0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  const expected = values.length / cells;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};

describe('chance', () => {
  it('is the same for the same seed, for ever', () => {
    const chance = new Chance('lesson-3');
    // These values are part of the script format: a change of them makes every saved lab another one.
    expect([...mix('seed', 'kind', 'owner', 0)]).toMatchInlineSnapshot(`
      [
        3557797132,
        3052743320,
        1178125054,
        1843641142,
      ]
    `);
    expect(chance.id('node', 'swarm-manager')).toMatchInlineSnapshot(`"95jezgcqbmsvid3hjxe2r69cz"`);
    expect(chance.hex('container', 'swarm-manager')).toMatchInlineSnapshot(
      `"b61a5cce3dbebae315b99c8c4149cf2cb909222d0f366806a427d326d204b75d"`,
    );
    expect(chance.base36('token', 'swarm-manager', 50)).toMatchInlineSnapshot(
      `"4y008owgbe2yr4urvh43r792yw7i9sdya2ncv996w3so6ceye7"`,
    );
    expect(chance.fraction('jitter', 'agent')).toMatchInlineSnapshot(`0.7155327945947647`);
  });

  it('differs between seeds, kinds, owners and draws, also where their texts run together', () => {
    const all = [
      new Chance('a').id('k', 'o'),
      new Chance('b').id('k', 'o'),
      new Chance('a').id('ko', ''),
      new Chance('a').id('', 'ko'),
      new Chance('ak').id('', 'o'),
    ];
    const chance = new Chance('a');
    all.push(...Array.from({ length: 500 }, () => chance.id('k', 'other')));
    expect(new Set(all).size).toBe(all.length);
  });

  it('of one owner does not depend on the draws of another', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (order) => {
        const chance = new Chance('seed');
        const seen: Record<string, string[]> = { a: [], b: [], c: [] };
        for (const owner of order) seen[owner]?.push(chance.id('task', owner));
        for (const [owner, ids] of Object.entries(seen)) {
          const alone = new Chance('seed');
          expect(ids).toEqual(ids.map(() => alone.id('task', owner)));
        }
      }),
    );
  });

  it('is even: integers', () => {
    const values = draws(10_000, (chance) => chance.integer('dice', 'me', 10));
    expect(chiSquare(values, 10)).toBeLessThan(27.9); // p = 0.001 with 9 degrees of freedom
  });

  it('is even: pairs of neighbouring draws', () => {
    const values = draws(10_000, (chance) => chance.integer('dice', 'me', 4));
    const pairs = values.slice(1).map((value, i) => value * 4 + (values[i] ?? 0));
    expect(chiSquare(pairs, 16)).toBeLessThan(37.7); // p = 0.001 with 15 degrees of freedom
  });

  it('is even: the first draws of many owners', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => new Chance('seed').integer('jitter', `task-${i}`, 10));
    expect(chiSquare(values, 10)).toBeLessThan(27.9);
  });

  it('is even: every digit of an ID, also the first', () => {
    for (const place of [0, 5, 6, 24]) {
      const values = draws(7_200, (chance) => parseInt(chance.id('task', 'me').charAt(place), 36));
      expect(chiSquare(values, 36)).toBeLessThan(66.6); // p = 0.001 with 35 degrees of freedom
    }
  });

  it('keeps within its bounds, and reaches them', () => {
    const values = draws(1_000, (chance) => chance.between('delay', 'me', -2, 3));
    expect([...new Set(values)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
    for (const value of draws(1_000, (chance) => chance.fraction('f', 'me'))) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
    }
  });
});

describe('IDs', () => {
  it('have the form that Docker gives them', () => {
    const chance = new Chance('seed');
    expect(chance.id('service', 'x')).toMatch(/^[0-9a-z]{25}$/);
    expect(chance.hex('container', 'x')).toMatch(/^[0-9a-f]{64}$/);
    expect(chance.hex('endpoint', 'x', 12)).toMatch(/^[0-9a-f]{12}$/);
  });

  it('in a join token hold 128 and 256 bits, zeros in front', () => {
    const chance = new Chance('seed');
    for (let i = 0; i < 200; i++) {
      expect(chance.base36('token', 'secret', 25) <= 'f5lxx1zz5pnorynqglhzmsp33').toBe(true);
      expect(chance.base36('token', 'digest', 50)).toMatch(/^[0-6][0-9a-z]{49}$/);
    }
  });
});
