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

/** Fills in `{{.Node.Hostname}}` and its like; what it does not know stays as it is (the manager has refused it before). */
export function expand(text: string, context: TemplateContext): string {
  return text.replace(
    /\{\{\s*\.([A-Za-z.]+)\s*\}\}/g,
    (whole, name: string) => (context as unknown as Record<string, string>)[name] ?? whole,
  );
}
