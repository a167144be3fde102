import { format, listFormat } from './formats.ts';
import type { HelpTexts } from './types.ts';

/** What each command does, then what each of its flags does, in the order of its flags. */
export const texts: HelpTexts = {
  df: ['Show docker disk usage', listFormat, 'Show detailed information on space usage'],
  events: [
    'Get real time events from the server',
    'Filter output based on conditions provided',
    format,
    'Show all events created since timestamp',
    'Stream events until this timestamp',
  ],
  info: ['Display system-wide information', format],
  prune: [
    'Remove unused data',
    'Remove all unused images not just dangling ones',
    'Provide filter values (e.g. "label=<key>=<value>")',
    'Do not prompt for confirmation',
    'Prune anonymous volumes',
  ],
};
