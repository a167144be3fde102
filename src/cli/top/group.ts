import { topSpecs } from '../specs/top.ts';
import type { Group } from '../spec.ts';
import { inspectAny } from './inspect.ts';
import { version } from './version.ts';

export const group: Group = {
  about: 'A self-sufficient runtime for containers',
  specs: topSpecs,
  commands: { inspect: inspectAny, version },
  help: () => import('../help/top.ts'),
};
