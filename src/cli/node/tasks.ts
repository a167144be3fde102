import type { Node, Task } from '../../api/index.ts';
import { Failure, messageOf } from '../failure.ts';
import { filtersOf } from '../filters.ts';
import type { Command } from '../spec.ts';
import { pathOf } from '../service/find.ts';
import { showTasks } from '../tasks.ts';
import { nodeReference } from './self.ts';

/**
 * `docker node ps`, of this node by default. With several nodes the filter gathers: the tasks of the first are listed
 * again with each later one, as docker/cli does.
 */
export const listNodeTasks: Command = function* (call) {
  const { api, flags, args } = call;
  const errors: string[] = [];
  const tasks: Task[] = [];
  const nodes: string[] = [];
  for (const name of args.length > 0 ? args : ['self']) {
    try {
      const { ID } = yield* api.get<Node>(pathOf('nodes', yield* nodeReference(call, name)));
      nodes.push(ID);
      tasks.push(...(yield* api.get<Task[]>('/tasks', { filters: { ...filtersOf(flags), node: nodes } })));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      errors.push(messageOf(error));
    }
  }
  if (tasks.length > 0 || errors.length === 0) yield* showTasks(call, tasks, false);
  if (errors.length > 0) throw new Failure(errors.join('\n'));
};
