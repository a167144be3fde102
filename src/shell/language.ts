/* What the shell needs to understand a command: loaded when the first one is to be run, so that a prompt is there sooner. */

import './builtins/index.ts';

export { parse } from 'unbash';
export { runText } from './builtins/control.ts';
export { complete } from './complete.ts';
export { evaluate } from './evaluate.ts';
export { runInput, runScript } from './script.ts';
export { malformed } from './syntax.ts';
