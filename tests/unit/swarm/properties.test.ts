import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { second } from '../../../src/sim/index.ts';
import type { Task } from '../../../src/swarm/index.ts';
import { terminal } from '../../../src/swarm/states.ts';
import { Cluster } from './lab.ts';

type Deed =
  | { readonly do: 'scale'; readonly to: number }
  | { readonly do: 'kill'; readonly which: number }
  | { readonly do: 'availability'; readonly node: number; readonly value: 'active' | 'drain' | 'pause' }
  | { readonly do: 'update' }
  | { readonly do: 'wait'; readonly seconds: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ do: fc.constant('scale' as const), to: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ do: fc.constant('kill' as const), which: fc.nat(8) }),
  fc.record({
    do: fc.constant('availability' as const),
    node: fc.integer({ min: 2, max: 3 }),
    value: fc.constantFrom('active', 'drain', 'pause'),
  }),
  fc.record({ do: fc.constant('update' as const) }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(8) }),
);

/** No address is held by two tasks, load balancers or virtual IPs at a time. */
function checkAddresses(lab: Cluster): void {
  const held = [
    ...lab
      .do(lab.control.list('task'))
      .filter((task) => !terminal(task))
      .flatMap((task) => task.networks.flatMap(({ addresses }) => addresses)),
    ...lab.nodes().flatMap((node) => Object.values(node.attachments)),
    ...lab
      .do(lab.control.list('service'))
      .flatMap(({ endpoint }) => endpoint?.virtualIps.map(({ addr }) => addr) ?? []),
  ];
  expect(new Set(held).size).toBe(held.length);
}

function perform(lab: Cluster, act: Deed): void {
  switch (act.do) {
    case 'scale':
      lab.scale('web', act.to);
      return;
    case 'kill': {
      const all = lab.machines.flatMap(({ executor }) => [...executor.running.values()]);
      all[act.which % Math.max(1, all.length)]?.end(1);
      return;
    }
    case 'availability': {
      const { nodeId } = lab.machine(act.node).member;
      const node = lab.nodes().find(({ id }) => id === nodeId);
      if (node) lab.do(lab.control.updateNode(nodeId, node.meta.version, { ...node.spec, Availability: act.value }));
      return;
    }
    case 'update':
      lab.update('web', (spec) => ({
        ...spec,
        TaskTemplate: { ...spec.TaskTemplate, ForceUpdate: spec.TaskTemplate.ForceUpdate + 1 },
      }));
      return;
    case 'wait':
      lab.pass(act.seconds * second);
  }
}

describe('whatever is done to a swarm', () => {
  it('a service comes to its replicas, each slot once, each address once, the same in every run', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 8 }), fc.string(), (deeds, seed) => {
        const play = (): readonly Task[] => {
          const lab = new Cluster(3, seed);
          lab.form();
          lab.create('web', {
            Mode: { Replicated: { Replicas: 3 } },
            EndpointSpec: { Ports: [{ TargetPort: 80, PublishedPort: 80 }] },
            UpdateConfig: { Parallelism: 2, MaxFailureRatio: 1 },
          });
          for (const act of deeds) {
            perform(lab, act);
            lab.pass(second / 2);
            checkAddresses(lab);
          }
          lab.pass(90 * second);
          checkAddresses(lab);
          const live = lab.running('web');
          const { spec, updateStatus } = lab.service('web');
          const slots = live.map(({ slot }) => slot);
          expect(slots.length).toBe(spec.Mode.Replicated?.Replicas);
          expect(new Set(slots).size).toBe(slots.length);
          expect(new Set(live.map((task) => task.spec.ForceUpdate)).size).toBeLessThanOrEqual(1);
          expect([undefined, 'completed']).toContain(updateStatus?.state);
          const running = lab.machines.flatMap(({ executor }) => [...executor.running.keys()]);
          expect(running.sort()).toEqual(live.map(({ id }) => id).sort());
          return lab.tasks('web');
        };
        expect(play()).toEqual(play());
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
