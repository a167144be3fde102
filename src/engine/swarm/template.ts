import type { Task } from '../../swarm/objects.ts';
import { taskName } from './side.ts';

/** What a Go template in a spec may name (models moby/swarmkit template/context.go). */
export interface TemplateContext {
  readonly 'Service.ID': string;
  readonly 'Service.Name': string;
  readonly 'Node.ID': string;
  readonly 'Node.Hostname': string;
  readonly 'Node.Platform.Architecture': string;
  readonly 'Node.Platform.OS': string;
  readonly 'Task.ID': string;
  readonly 'Task.Name': string;
  readonly 'Task.Slot': string;
}

export function templateContext(task: Task, hostname: string): TemplateContext {
  return {
    'Service.ID': task.serviceId,
    'Service.Name': task.serviceName,
    'Node.ID': task.nodeId,
    'Node.Hostname': hostname,
    'Node.Platform.Architecture': 'x86_64',
    'Node.Platform.OS': 'linux',
    'Task.ID': task.id,
    'Task.Name': taskName(task),
    'Task.Slot': String(task.slot),
  };
}

/**
 * What a secret or config that is a template may name beside: `{{secret "target"}}`, `{{config "target"}}` and
 * `{{env "NAME"}}` of the same task. The agent does not hand its node on, so `.Node.Hostname` and `.Node.Platform` are
 * empty there (models moby/swarmkit template/getter.go and moby daemon/cluster/executor/container/executor.go).
 */
export function expandPayload(
  text: string,
  task: Task,
  payload: (kind: string, name: string) => string | undefined,
): string {
  const nodeless = { 'Node.Hostname': '', 'Node.Platform.Architecture': '', 'Node.Platform.OS': '' };
  const filled = text.replace(
    /\{\{\s*(secret|config|env)\s+"([^"]*)"\s*\}\}/g,
    (whole, kind: string, name: string) => payload(kind, name) ?? whole,
  );
  return expand(filled, { ...templateContext(task, ''), ...nodeless });
}

/** Fills in `{{.Node.Hostname}}` and its like; what it does not know stays as it is (the manager has refused it before). */
export function expand(text: string, context: TemplateContext): string {
  return text.replace(
    /\{\{\s*\.([A-Za-z.]+)\s*\}\}/g,
    (whole, name: string) => (context as unknown as Record<string, string>)[name] ?? whole,
  );
}
