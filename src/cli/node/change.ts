import type { Node, NodeSpec } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { forEach } from '../each.ts';
import { Failure } from '../failure.ts';
import { pairs } from '../flags/text.ts';
import type { Call, Command } from '../spec.ts';
import { pathOf } from '../service/find.ts';
import { nodeReference } from './self.ts';

/** Changes a node's spec; `change` says nothing to leave it as it is. */
function* change(call: Call, name: string, next: (node: Node) => NodeSpec | undefined): Co<boolean> {
  const node = yield* call.api.get<Node>(pathOf('nodes', name));
  const spec = next(node);
  if (!spec) return false;
  yield* call.api.post(pathOf('nodes', node.ID, '/update'), spec, { version: node.Version.Index });
  return true;
}

function turnInto(role: NodeSpec['Role'], done: (name: string) => string): Command {
  return function* (call) {
    for (const name of call.args) {
      let id = '';
      const changed = yield* change(call, name, ({ ID, Spec }) => {
        id = ID;
        return Spec.Role === role ? undefined : { ...Spec, Role: role };
      });
      yield* call.self.print(changed ? `${done(name)}\n` : `Node ${id} is already a ${role}.\n`);
    }
  };
}

/** `docker node promote`. */
export const promote = turnInto('manager', (name) => `Node ${name} promoted to a manager in the swarm.`);

/** `docker node demote`. */
export const demote = turnInto('worker', (name) => `Manager ${name} demoted in the swarm.`);

/** `docker node update`. */
export const updateNode: Command = function* (call) {
  const { self, flags, args } = call;
  const name = args[0] as string;
  yield* change(call, name, ({ Spec }) => {
    const labels = new Map(Object.entries({ ...Spec.Labels, ...pairs(flags.all('label-add')) }));
    for (const key of flags.all('label-rm'))
      if (!labels.delete(key)) throw new Failure(`key ${key} doesn't exist in node's labels`);
    return {
      ...Spec,
      Labels: Object.fromEntries(labels),
      Role: flags.text('role', Spec.Role) as NodeSpec['Role'],
      Availability: flags.text('availability', Spec.Availability) as NodeSpec['Availability'],
    };
  });
  yield* self.print(`${name}\n`);
};

/** `docker node rm`. */
export const removeNodes: Command = (call) =>
  forEach(call, function* (name) {
    yield* call.api.delete(pathOf('nodes', yield* nodeReference(call, name)), { force: call.flags.is('force') });
  });
