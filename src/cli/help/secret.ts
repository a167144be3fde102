import { format, listFormat } from './formats.ts';
import type { HelpTexts } from './types.ts';

/** What each command does, then what each of its flags does, in the order of its flags. */
export const texts: HelpTexts = {
  create: ['Create a secret from a file or STDIN as content', 'Secret driver', 'Secret labels', 'Template driver'],
  inspect: [
    'Display detailed information on one or more secrets',
    format,
    'Print the information in a human friendly format',
  ],
  ls: ['List secrets', 'Filter output based on conditions provided', listFormat, 'Only display IDs'],
  rm: ['Remove one or more secrets'],
};
