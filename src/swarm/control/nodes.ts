import type { NodeSpec } from '../../api/index.ts';
import type { Node } from '../objects.ts';
import type { Raft } from '../raft/raft.ts';
import { moved, terminal } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import { checkVersion, fail, need } from './errors.ts';

/** Models moby/swarmkit manager/controlapi node.go. */
export function updateNode(tx: Transaction, raft: Raft, id: string, version: number, spec: NodeSpec): Node {
  const node = need(tx, 'node', id);
  if (node.spec.Role === 'manager' && spec.Role === 'worker') {
    const managers = tx.all('node').filter((other) => other.spec.Role === 'manager');
    if (managers.length === 1) fail('FailedPrecondition', 'attempting to demote the last manager of the swarm');
    if (!raft.members.has(id)) fail('NotFound', "can't find manager in raft memberlist");
    if (!raft.canLose(id))
      fail('FailedPrecondition', "can't remove member from the raft: this would result in a loss of quorum");
  }
  checkVersion(node, version);
  return tx.update('node', { ...node, spec });
}

export function removeNode(tx: Transaction, raft: Raft, id: string, force: boolean): void {
  const node = need(tx, 'node', id);
  if (node.spec.Role === 'manager' && raft.members.has(id))
    fail(
      'FailedPrecondition',
      `node ${id} is a cluster manager and is a member of the raft cluster. It must be demoted to worker before removal`,
    );
  if (!force && node.status.state === 'ready')
    fail('FailedPrecondition', `node ${id} is not down and can't be removed`);
  for (const task of tx.tasksOn(id))
    if (!terminal(task)) {
      const message = 'Task belonged to a node that has been deleted';
      tx.update('task', { ...task, status: moved(task.status, 'orphaned', message, tx.now) });
    }
  tx.remove('node', id);
}

/** A node with what raft knows of it as a manager. */
export function withManagerStatus(raft: Raft, node: Node): Node {
  const peer = raft.members.get(node.id);
  if (!peer) return node;
  const reachability = raft.reachable(node.id) ? 'reachable' : 'unreachable';
  return { ...node, managerStatus: { leader: raft.leader === node.id, reachability, addr: peer.addr } };
}
