import { describe, expect, it } from 'vitest';
import { formatCidr, freeBlock, parseCidr, type Cidr } from '../../../src/swarm/allocator/cidr.ts';
import { createBlob } from '../../../src/swarm/control/blobs.ts';
import { validateServiceName } from '../../../src/swarm/control/validate-service.ts';
import { matches, parseConstraints, satisfies } from '../../../src/swarm/scheduler/constraint.ts';
import type { Node } from '../../../src/swarm/index.ts';
import { Chance } from '../../../src/sim/index.ts';
import { Scope } from '../../../src/swarm/scope.ts';
import { Store } from '../../../src/swarm/store/store.ts';
import { Tables } from '../../../src/swarm/store/tables.ts';
import { Transaction } from '../../../src/swarm/store/transaction.ts';
import { Clock } from '../../../src/sim/index.ts';
import vectors from './vectors.json' with { type: 'json' };

interface Vector {
  readonly area: string;
  readonly name: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly expect: Readonly<Record<string, unknown>>;
}

const area = (name: string): readonly Vector[] =>
  (vectors as unknown as readonly Vector[]).filter((vector) => vector.area === name);

const throws = (work: () => unknown): boolean => {
  try {
    work();
    return false;
  } catch {
    return true;
  }
};

const node = (facts: Readonly<Record<string, unknown>>): Node =>
  ({
    id: facts['nodeID'] ?? 'id',
    spec: { Labels: {}, Role: 'worker', Availability: 'active' },
    role: 'worker',
    status: { state: 'ready', message: '', addr: facts['nodeAddr'] ?? '' },
    description: { Hostname: facts['hostname'] ?? '', Platform: {}, Engine: {} },
  }) as unknown as Node;

describe('constraints', () => {
  it.each(area('constraint-parse'))('parse: $name', ({ given, expect: wanted }) => {
    const parse = (): unknown => parseConstraints([String(given['expr'])]);
    expect(throws(parse)).toBe(!wanted['ok']);
    if (!wanted['ok']) return;
    const [constraint] = parseConstraints([String(given['expr'])]);
    if (wanted['key'] !== undefined) expect(constraint?.key).toBe(wanted['key']);
    if (wanted['value'] !== undefined) expect(constraint?.value).toBe(wanted['value']);
    if (wanted['op'] !== undefined) expect(constraint?.equal).toBe(wanted['op'] === '==');
  });

  it.each(area('constraint-match'))('match: $name', ({ given, expect: wanted }) => {
    const [constraint] = parseConstraints([String(given['expr'])]);
    expect(constraint && satisfies(constraint, ...[given['actual'] as string].flat())).toBe(wanted['match']);
  });

  it.each(area('constraint-node').filter(({ given }) => given['constraint'] !== undefined))(
    'node: $name',
    ({ given, expect: wanted }) => {
      const [constraint] = parseConstraints([String(given['constraint'])]);
      expect(constraint && matches(constraint, node(given))).toBe(wanted['match']);
    },
  );
});

describe('subnets', () => {
  it.each(area('subnet-alloc'))('$name', ({ given, expect: wanted }) => {
    const texts = [given['pool'] ?? given['pools']].flat() as string[];
    const pools = texts.map((text) => parseCidr(text.replace(/ size \d+$/, '').replace(/(\/\d+)\/\d+$/, '$1')) as Cidr);
    const taken = (given['allocated'] as string[]).map((text) => parseCidr(text) as Cidr);
    const block = freeBlock(pools, 24, taken);
    expect(block && formatCidr(block)).toBe(wanted['subnet']);
  });
});

describe('names', () => {
  it.each(area('service-name'))('service: $name', ({ given, expect: wanted }) => {
    expect(throws(() => validateServiceName(String(given['name'])))).toBe(!wanted['ok']);
  });

  it.each(area('secret-name'))('secret: $name', ({ given, expect: wanted }) => {
    const clock = new Clock(0);
    const leader = { scope: new Scope(clock), chance: new Chance('names'), store: new Store(clock) };
    const create = (): unknown =>
      createBlob(leader, new Transaction(new Tables(), 1, 0), 'secret', {
        Name: String(given['name']),
        Labels: {},
        Data: 'eA==',
      });
    expect(throws(create)).toBe(!wanted['ok']);
  });
});
