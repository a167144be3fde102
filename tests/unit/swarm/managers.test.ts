import { describe, expect, it } from 'vitest';
import { second } from '../../../src/sim/index.ts';
import type { Control, Node } from '../../../src/swarm/index.ts';
import { Cluster } from './lab.ts';

const formed = (): Cluster => {
  const lab = new Cluster(4);
  lab.form(3);
  return lab;
};

const control = (lab: Cluster, number: number): Control => {
  const found = lab.machine(number).member.control;
  if (!found) throw new Error(`host${String(number)} is no manager`);
  return found;
};

const nodes = (lab: Cluster, number: number): readonly Node[] => lab.do(control(lab, number).list('node'));

const leader = (lab: Cluster, number: number): string | undefined =>
  nodes(lab, number).find(({ managerStatus }) => managerStatus?.leader)?.description?.Hostname;

const cut = (lab: Cluster, number: number): void => {
  lab.machine(number).plug.powered = false;
  lab.machine(number).member.stop();
};

describe('three managers', () => {
  it('know each other, and answer alike', () => {
    const lab = formed();
    for (const number of [1, 2, 3]) {
      expect(nodes(lab, number).map(({ managerStatus }) => managerStatus?.reachability)).toEqual([
        'reachable',
        'reachable',
        'reachable',
        undefined,
      ]);
      expect(leader(lab, number)).toBe('host1');
    }
    const service = lab.do(
      control(lab, 2).createService({
        Name: 'web',
        Labels: {},
        TaskTemplate: { ContainerSpec: { Image: 'nginx' }, ForceUpdate: 0 },
        Mode: { Replicated: { Replicas: 4 } },
      }),
    );
    lab.settle('web', 4);
    expect(lab.do(control(lab, 3).get('service', service.id)).spec.Name).toBe('web');
    expect(() => lab.do(control(lab, 3).get('service', 'nosuch'))).toThrow('service nosuch not found');
  });

  it('elect another leader when the leader loses its power', () => {
    const lab = formed();
    lab.create('web', { Mode: { Replicated: { Replicas: 4 } } });
    lab.settle('web', 4);
    cut(lab, 1);
    const began = lab.clock.now;
    // Asked of a manager that still believes in the old leader.
    expect(() => nodes(lab, 2)).toThrow('context deadline exceeded');
    expect((lab.clock.now - began) / second).toBeCloseTo(20, 0);
    expect(['host2', 'host3']).toContain(leader(lab, 2));
    lab.until(() => nodes(lab, 2)[0]?.status.state === 'down', 60 * second);
    expect(nodes(lab, 2)[0]?.status.message).toBe('heartbeat failure for node in "unknown" state');
    expect(nodes(lab, 2)[0]?.managerStatus?.reachability).toBe('unreachable');
    expect(
      nodes(lab, 2)
        .slice(1)
        .every(({ status }) => status.state === 'ready'),
    ).toBe(true);
    lab.machine(1).plug.powered = true;
    lab.machine(1).member.start();
    lab.until(() => nodes(lab, 2).every(({ status }) => status.state === 'ready'));
    expect(leader(lab, 1)).toBe(leader(lab, 2));
  });

  it('hand leadership over when the leader is stopped gently', () => {
    const lab = formed();
    lab.machine(1).member.stop();
    lab.pass(second);
    const began = lab.clock.now;
    expect(['host2', 'host3']).toContain(leader(lab, 2));
    expect(lab.clock.now - began).toBeLessThan(second);
  });

  it('answer nobody without a quorum, while tasks run on', () => {
    const lab = formed();
    lab.create('web', { Mode: { Replicated: { Replicas: 4 } } });
    lab.settle('web', 4);
    cut(lab, 2);
    cut(lab, 3);
    lab.pass(12 * second);
    expect(() => nodes(lab, 1)).toThrow('context deadline exceeded');
    expect(() => nodes(lab, 1)).toThrow(
      "The swarm does not have a leader. It's possible that too few managers are online.",
    );
    expect(lab.machine(4).executor.running.size).toBe(1);
    lab.machine(2).plug.powered = true;
    lab.machine(2).member.start();
    lab.pass(40 * second);
    expect(leader(lab, 1)).toBeDefined();
  });

  it('go back to one with force-new-cluster, with everything that was known', () => {
    const lab = formed();
    lab.create('web');
    lab.settle('web', 1);
    cut(lab, 2);
    cut(lab, 3);
    lab.pass(20 * second);
    const { spec } = lab.machine(1).member.cluster ?? {};
    if (!spec) throw new Error('the cluster is known');
    lab.do(
      lab.machine(1).member.init({
        listenAddress: '0.0.0.0:2377',
        advertiseAddress: lab.machine(1).address,
        dataPathPort: 4789,
        defaultAddressPool: [],
        subnetSize: 24,
        forceNewCluster: true,
        availability: 'active',
        spec,
      }),
    );
    expect(nodes(lab, 1).map(({ managerStatus }) => managerStatus?.leader)).toEqual([
      true,
      undefined,
      undefined,
      undefined,
    ]);
    expect(lab.service('web').spec.Name).toBe('web');
  });
});

describe('roles', () => {
  const setRole = (lab: Cluster, number: number, Role: 'worker' | 'manager', via = 1): void => {
    const node = nodes(lab, via).find(({ id }) => id === lab.machine(number).member.nodeId);
    if (!node) throw new Error('no such node');
    lab.do(control(lab, via).updateNode(node.id, node.meta.version, { ...node.spec, Role }));
  };

  it('a promoted worker becomes a manager, a demoted one a worker again', () => {
    const lab = formed();
    setRole(lab, 4, 'manager');
    lab.until(() => lab.machine(4).member.isManager && nodes(lab, 1)[3]?.managerStatus?.reachability === 'reachable');
    expect(nodes(lab, 4).length).toBe(4);
    setRole(lab, 4, 'worker');
    lab.until(() => !lab.machine(4).member.isManager);
    expect(nodes(lab, 1)[3]?.managerStatus).toBeUndefined();
    lab.pass(10 * second);
    expect(nodes(lab, 1)[3]?.status.state).toBe('ready');
    expect(nodes(lab, 1)[3]?.role).toBe('worker');
  });

  it('a demoted leader hands over first', () => {
    const lab = formed();
    setRole(lab, 1, 'worker', 2);
    lab.until(() => !lab.machine(1).member.isManager, 30 * second);
    lab.pass(10 * second);
    expect(['host2', 'host3']).toContain(leader(lab, 2));
    expect(nodes(lab, 2)[0]?.managerStatus).toBeUndefined();
  });

  it('a demotion that would cost the quorum is refused', () => {
    const lab = formed();
    cut(lab, 3);
    lab.pass(8 * second);
    expect(() => setRole(lab, 2, 'worker')).toThrow(
      "can't remove member from the raft: this would result in a loss of quorum",
    );
  });
});

describe('a lone manager', () => {
  it('takes up everything again after a restart', () => {
    const lab = new Cluster(2);
    lab.form();
    lab.create('web', { Mode: { Replicated: { Replicas: 2 } } });
    lab.settle('web', 2);
    const before = lab.running('web').map(({ id }) => id);
    const { nodeId } = lab.machine(1).member;
    lab.machine(1).member.stop();
    lab.pass(5 * second);
    lab.machine(1).member.start();
    lab.until(() => nodes(lab, 1).every(({ status }) => status.state === 'ready'));
    lab.pass(10 * second);
    expect(lab.machine(1).member.nodeId).toBe(nodeId);
    // The fake's containers are gone with the daemon only where it says so; the worker never noticed.
    expect(lab.running('web').map(({ id }) => id)).toEqual(expect.arrayContaining(before.slice(1)));
  });

  it('stays locked after a restart with autolock until it is given the key', () => {
    const lab = new Cluster(1);
    lab.form();
    const { member } = lab.machine(1);
    const { cluster } = member;
    if (!cluster) throw new Error('a manager knows the cluster');
    const spec = { ...cluster.spec, EncryptionConfig: { AutoLockManagers: true } };
    const { unlockKey } = lab.do(lab.control.updateCluster(cluster.meta.version, spec, {}));
    expect(unlockKey).toMatch(/^SWMKEY-1-[A-Za-z0-9+/]{43}$/);
    member.stop();
    member.start();
    expect([member.state, member.control]).toEqual(['locked', undefined]);
    expect(() => lab.do(member.unlock(`SWMKEY-1-${'A'.repeat(43)}`))).toThrow('invalid key');
    lab.do(member.unlock(unlockKey ?? ''));
    expect(member.state).toBe('active');
    expect(lab.nodes().length).toBe(1);
  });
});
