import { format, listFormat } from './formats.ts';
import type { HelpTexts } from './types.ts';

/** What each command does, then what each of its flags does, in the order of its flags. */
export const texts: HelpTexts = {
  ls: ['List contexts', listFormat, 'Only show context names'],
  show: ['Print the name of the current context'],
  inspect: ['Display detailed information on one or more contexts', format],
  use: ['Set the current docker context'],
};
