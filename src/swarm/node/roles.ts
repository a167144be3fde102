import { second } from '../../sim/index.ts';
import { watch, type Leader } from '../leader.ts';
import type { Node } from '../objects.ts';
import type { Raft } from '../raft/raft.ts';

const RETRY = 5 * second;

/**
 * Makes the observed role of nodes follow the wish: a promoted node may take a manager's certificate, a demoted one
 * leaves the raft group first (models moby/swarmkit manager/role_manager).
 */
export function manageRoles(leader: Leader, raft: Raft): void {
  const { store, scope } = leader;
  const pending = new Set<string>();
  const setRole = (id: string): void =>
    store.update((tx) => {
      const node = tx.get('node', id);
      if (node && node.role !== node.spec.Role) tx.update('node', { ...node, role: node.spec.Role });
    });
  const demote = ({ id }: Node): void => {
    if (raft.leader === id) raft.transfer();
    else if (raft.canLose(id))
      raft.changeMember({ remove: id }, (error) => {
        if (!error) setRole(id);
      });
  };
  const reconcile = (id: string): void => {
    const node = store.get('node', id);
    if (!node || node.role === node.spec.Role || pending.has(id)) return;
    if (node.spec.Role === 'manager' || !raft.members.has(id)) {
      setRole(id);
      return;
    }
    pending.add(id);
    demote(node);
    scope.after(RETRY, () => {
      pending.delete(id);
      reconcile(id);
    });
  };
  watch(leader, (change) => {
    if (change.kind === 'node' && change.after) reconcile(change.after.id);
  });
  for (const node of store.all('node')) reconcile(node.id);
}
