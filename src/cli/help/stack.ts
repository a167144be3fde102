import { listFormat } from './formats.ts';
import type { HelpTexts } from './types.ts';

/** What each command does, then what each of its flags does, in the order of its flags. */
export const texts: HelpTexts = {
  config: [
    'Outputs the final config file, after doing merges and interpolations',
    'Path to a Compose file, or "-" to read from stdin',
    'Skip interpolation and output only merged config',
  ],
  deploy: [
    'Deploy a new stack or update an existing stack',
    'Path to a Compose file, or "-" to read from stdin',
    'Exit immediately instead of waiting for the stack services to converge (default true)',
    'Prune services that are no longer referenced',
    'Suppress progress output',
    'Query the registry to resolve image digest and supported platforms ("always", "changed", "never") (default "always")',
    'Send registry authentication details to Swarm agents',
  ],
  ls: ['List stacks', listFormat],
  ps: [
    'List the tasks in the stack',
    'Filter output based on conditions provided',
    listFormat,
    'Do not map IDs to Names',
    'Do not truncate output',
    'Only display task IDs',
  ],
  rm: ['Remove one or more stacks', 'Do not wait for stack removal (default true)'],
  services: [
    'List the services in the stack',
    'Filter output based on conditions provided',
    listFormat,
    'Only display IDs',
  ],
};
