import type { NodeSpec } from '../../api/index.ts';
import type { Chance } from '../../sim/index.ts';
import { fail } from '../control/errors.ts';
import type { Peer } from '../raft/messages.ts';
import type { Transaction } from '../store/transaction.ts';

/** What a machine asks a manager's CA for: to become a node, with a token as its title. */
export interface Application {
  readonly token: string;
  readonly availability: NodeSpec['Availability'];
  readonly hostname: string;
}

export interface Certificate {
  readonly nodeId: string;
  readonly clusterId: string;
  readonly role: 'worker' | 'manager';
}

export interface Admission extends Certificate {
  readonly managers: readonly Peer[];
}

/** Checks a token and makes the node that goes with it (models moby/swarmkit ca/server IssueNodeCertificate). */
export function certify(tx: Transaction, chance: Chance, { token, availability, hostname }: Application): Certificate {
  const { cluster } = tx;
  const { worker, manager } = cluster.joinTokens;
  if (token !== worker && token !== manager)
    return fail('InvalidArgument', 'A valid join token is necessary to join this cluster');
  const role = token === manager ? 'manager' : 'worker';
  const nodeId = chance.id('node', hostname);
  createNode(tx, nodeId, role, availability, '');
  return { nodeId, clusterId: cluster.id, role };
}

export function createNode(
  tx: Transaction,
  id: string,
  role: 'worker' | 'manager',
  availability: NodeSpec['Availability'],
  addr: string,
): void {
  tx.create('node', {
    id,
    spec: { Labels: {}, Role: role, Availability: availability },
    description: undefined,
    status: { state: 'unknown', message: '', addr },
    role,
    managerStatus: undefined,
    attachments: {},
  });
}
