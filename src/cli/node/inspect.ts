import type { Node } from '../../api/index.ts';
import { inspect } from '../inspect.ts';
import type { Command } from '../spec.ts';
import { pathOf } from '../service/find.ts';
import { prettyNode } from './pretty.ts';
import { nodeReference } from './self.ts';

/** `docker node inspect`. */
export const inspectNodes: Command = function* (call) {
  const { self, api, flags, args } = call;
  function* find(name: string) {
    return yield* api.get<Node>(pathOf('nodes', yield* nodeReference(call, name)));
  }
  if (!flags.is('pretty') && flags.text('format') !== 'pretty')
    return yield* inspect(call, find, { struct: 'swarm.Node' });
  for (const name of args) yield* self.print(prettyNode(yield* find(name)));
};
