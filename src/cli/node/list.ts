import type { Node, Swarm } from '../../api/index.ts';
import { filtersOf } from '../filters.ts';
import { list, type Listing, type Row } from '../format/listing.ts';
import { byName, capital } from '../format/text.ts';
import type { Command } from '../spec.ts';

const listing: Listing = {
  type: '*node.nodeContext',
  headers: {
    ID: 'ID',
    Self: '',
    Hostname: 'HOSTNAME',
    Status: 'STATUS',
    Availability: 'AVAILABILITY',
    ManagerStatus: 'MANAGER STATUS',
    TLSStatus: 'TLS STATUS',
    EngineVersion: 'ENGINE VERSION',
  },
  show: ['Marked', 'Hostname', 'Status', 'Availability', 'ManagerStatus', 'EngineVersion'],
  raw: 'node_id: {{.ID}}\nhostname: {{.Hostname}}\nstatus: {{.Status}}\navailability: {{.Availability}}\nmanager_status: {{.ManagerStatus}}\n',
};

/** `docker node ls`: the node that answers is marked with a star. */
export const listNodes: Command = function* ({ api, flags, ...call }) {
  const nodes = yield* api.get<Node[]>('/nodes', { filters: filtersOf(flags) });
  const format = flags.text('format');
  const info =
    nodes.length > 0 && !flags.is('quiet')
      ? yield* api.get<{ Swarm?: { NodeID?: string; Cluster?: Partial<Swarm> | null } }>('/info')
      : {};
  const self = info.Swarm?.NodeID;
  const root = info.Swarm?.Cluster?.TLSInfo?.TrustRoot ?? '';
  const rows = byName(nodes, (node) => node.Description.Hostname).map((node) => rowOf(node, node.ID === self, root));
  // The default table shows the mark in the column of the ID.
  const marked = format === '' || format === 'table';
  const headers = marked ? { ...listing.headers, Marked: 'ID' } : listing.headers;
  const shown = marked
    ? rows.map((row) => ({ ...row, Marked: `${String(row['ID'])} ${row['Self'] ? '*' : ' '}` }))
    : rows;
  yield* list({ api, flags, ...call }, { ...listing, headers }, shown, format, flags.is('quiet'));
};

function rowOf({ ID, Spec, Description, Status, ManagerStatus }: Node, self: boolean, root: string): Row {
  const trust = Description.TLSInfo?.TrustRoot ?? '';
  return {
    ID,
    Self: self,
    Hostname: Description.Hostname,
    Status: capital(Status.State),
    Availability: capital(Spec.Availability),
    ManagerStatus: ManagerStatus ? (ManagerStatus.Leader ? 'Leader' : capital(ManagerStatus.Reachability)) : '',
    TLSStatus: root === '' || trust === '' ? 'Unknown' : root === trust ? 'Ready' : 'Needs Rotation',
    EngineVersion: Description.Engine.EngineVersion,
  };
}
