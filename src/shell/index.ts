import type { Program } from '../host/index.ts';
import { shellOf } from './main.ts';

export { shellOf } from './main.ts';

/** bash: interactive when its standard input is a terminal and it has neither -c nor a script. */
export const shell: Program = shellOf('bash');
export { busybox, debian, userland } from './userland.ts';
