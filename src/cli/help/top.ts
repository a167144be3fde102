import { format } from './formats.ts';
import type { HelpTexts } from './types.ts';

/** What each command does, then what each of its flags does, in the order of its flags. */
export const texts: HelpTexts = {
  inspect: [
    'Return low-level information on Docker objects',
    format,
    'Display total file sizes if the type is container',
    'Only inspect objects of the given type',
  ],
  version: ['Show the Docker version information', format],
  login: [
    'Authenticate to a registry.\nDefaults to Docker Hub if no server is specified.',
    'Password or Personal Access Token (PAT)',
    'Take the Password or Personal Access Token (PAT) from stdin',
    'Username',
  ],
  logout: ['Log out from a registry.\nIf no server is specified, the default is defined by the daemon.'],
  search: [
    'Search Docker Hub for images',
    'Filter output based on conditions provided',
    'Pretty-print search using a Go template',
    'Max number of search results',
    "Don't truncate output",
  ],
};
