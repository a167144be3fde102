import { format, listFormat } from './formats.ts';
import type { HelpTexts } from './types.ts';

/** What each command does, then what each of its flags does, in the order of its flags. */
export const texts: HelpTexts = {
  demote: ['Demote one or more nodes from manager in the swarm'],
  inspect: [
    'Display detailed information on one or more nodes',
    format,
    'Print the information in a human friendly format',
  ],
  ls: ['List nodes in the swarm', 'Filter output based on conditions provided', listFormat, 'Only display IDs'],
  promote: ['Promote one or more nodes to manager in the swarm'],
  ps: [
    'List tasks running on one or more nodes, defaults to current node',
    'Filter output based on conditions provided',
    'Pretty-print tasks using a Go template',
    'Do not map IDs to Names',
    'Do not truncate output',
    'Only display task IDs',
  ],
  rm: ['Remove one or more nodes from the swarm', 'Force remove a node from the swarm'],
  update: [
    'Update a node',
    'Availability of the node ("active", "pause", "drain")',
    'Add or update a node label ("key=value")',
    'Remove a node label if exists',
    'Role of the node ("worker", "manager")',
  ],
};
