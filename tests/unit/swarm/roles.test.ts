import { describe, expect, it } from 'vitest';
import { millisecond, second } from '../../../src/sim/index.ts';
import type { Node } from '../../../src/swarm/index.ts';
import { Cluster } from './lab.ts';

type Role = 'worker' | 'manager';

const pair = (): Cluster => {
  const lab = new Cluster(2);
  lab.form();
  return lab;
};

const node = (lab: Cluster, number: number): Node => lab.do(lab.control.get('node', lab.machine(number).member.nodeId));

const setRole = (lab: Cluster, number: number, Role: Role): void => {
  const { id, meta, spec } = node(lab, number);
  lab.do(lab.control.updateNode(id, meta.version, { ...spec, Role }));
};

/** The leader answers, and writes. */
const goesOn = (lab: Cluster, name: string): void => {
  lab.create(name);
  lab.settle(name, 1);
};

describe('a role changed again before the node has followed', () => {
  it('cannot be taken back while the node is not a member of the raft group yet', () => {
    const lab = pair();
    setRole(lab, 2, 'manager');
    expect(() => setRole(lab, 2, 'worker')).toThrow("can't find manager in raft memberlist");
    lab.until(() => lab.machine(2).member.isManager);
    goesOn(lab, 'web');
  });

  it('lets a node come, go and come again', () => {
    const lab = pair();
    for (let round = 1; round <= 3; round++) {
      setRole(lab, 2, 'manager');
      lab.until(() => node(lab, 2).managerStatus?.reachability === 'reachable');
      goesOn(lab, `come${String(round)}`);
      setRole(lab, 2, 'worker');
      lab.until(() => !lab.machine(2).member.isManager);
      lab.pass(2 * second);
      expect(node(lab, 2).managerStatus).toBeUndefined();
      goesOn(lab, `go${String(round)}`);
    }
  });

  it.each([1, 5, 20, 100, 290, 305, 400])('demoted %d ms after it joined', (delay) => {
    const lab = pair();
    setRole(lab, 2, 'manager');
    lab.until(() => node(lab, 2).managerStatus !== undefined);
    lab.pass(delay * millisecond);
    setRole(lab, 2, 'worker');
    lab.pass(20 * second);
    expect(lab.machine(2).member.isManager).toBe(false);
    expect(node(lab, 2)).toMatchObject({ role: 'worker', status: { state: 'ready' } });
    expect(node(lab, 2).managerStatus).toBeUndefined();
    goesOn(lab, 'web');
  });

  it.each([50, 200, 310, 450])('becomes a manager after a restart %d ms into its promotion', (delay) => {
    const lab = pair();
    setRole(lab, 2, 'manager');
    lab.pass(delay * millisecond);
    lab.machine(2).member.stop();
    lab.pass(3 * second);
    lab.machine(2).member.start();
    lab.until(() => lab.machine(2).member.isManager, 60 * second);
    lab.pass(second);
    expect(node(lab, 2).managerStatus?.reachability).toBe('reachable');
    goesOn(lab, 'web');
  });

  it('demoted while its power was off, it comes back as a worker', () => {
    const lab = new Cluster(3);
    lab.form(3);
    lab.machine(3).plug.powered = false;
    lab.machine(3).member.stop();
    lab.pass(8 * second);
    setRole(lab, 3, 'worker');
    lab.pass(8 * second);
    expect(node(lab, 3).managerStatus).toBeUndefined();
    lab.machine(3).plug.powered = true;
    lab.machine(3).member.start();
    lab.until(() => node(lab, 3).status.state === 'ready');
    lab.pass(second);
    expect(lab.machine(3).member.isManager).toBe(false);
    expect(node(lab, 3).role).toBe('worker');
    goesOn(lab, 'web');
  });
});
