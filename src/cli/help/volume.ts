import { format, listFormat } from './formats.ts';
import type { HelpTexts } from './types.ts';

/** What each command does, then what each of its flags does, in the order of its flags. */
export const texts: HelpTexts = {
  create: [
    'Create a volume',
    'Cluster Volume availability ("active", "pause", "drain") (default "active")',
    'Specify volume driver name (default "local")',
    'Cluster Volume group (cluster volumes)',
    'Set metadata for a volume',
    'Minimum size of the Cluster Volume in bytes',
    'Set driver specific options (default map[])',
    'Maximum size of the Cluster Volume in bytes',
    'Cluster Volume access scope ("single", "multi") (default "single")',
    'Cluster Volume secrets (default map[])',
    'Cluster Volume access sharing ("none", "readonly", "onewriter", "all") (default "none")',
    'A topology that the Cluster Volume would be preferred in',
    'A topology that the Cluster Volume must be accessible from',
    'Cluster Volume access type ("mount", "block") (default "block")',
  ],
  inspect: ['Display detailed information on one or more volumes', format],
  ls: [
    'List volumes',
    'Display only cluster volumes, and use cluster volume list formatting',
    'Provide filter values (e.g. "dangling=true")',
    listFormat,
    'Only display volume names',
  ],
  prune: [
    'Remove unused local volumes',
    'Remove all unused volumes, not just anonymous ones',
    'Provide filter values (e.g. "label=<label>")',
    'Do not prompt for confirmation',
  ],
  rm: [
    'Remove one or more volumes. You cannot remove a volume that is in use by a container.',
    'Force the removal of one or more volumes',
  ],
  update: [
    'Update a volume (cluster volumes only)',
    'Cluster Volume availability ("active", "pause", "drain") (default "active")',
  ],
};
