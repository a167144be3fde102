import { forEach } from '../each.ts';
import type { Command } from '../spec.ts';

/** `docker service rm`. */
export const removeServices: Command = (call) =>
  forEach(call, (name) => call.api.delete(`/services/${encodeURIComponent(name)}`));
