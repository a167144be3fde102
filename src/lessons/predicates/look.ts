import type { NodeView, ServiceView, TaskView, View } from '../../lab/index.ts';

/* How predicates find their way in the view. */

export function serviceNamed(view: View, name: string): ServiceView | undefined {
  return Object.values(view.swarm?.services ?? {}).find((service) => service.name === name);
}

/** Every task of a service that the swarm still remembers, past ones included. */
export function tasksOf(view: View, service: string): TaskView[] {
  const id = serviceNamed(view, service)?.id;
  return Object.values(view.swarm?.tasks ?? {}).filter((task) => task.serviceId === id);
}

/** Tasks that run and are to run. */
export function runningTasks(view: View, service: string): TaskView[] {
  return tasksOf(view, service).filter((task) => task.state === 'running' && task.desiredState === 'running');
}

/** The node of a host. After a leave and a join a host has several rows: its engine knows which one is its own. */
export function nodeOf(view: View, hostname: string): NodeView | undefined {
  const nodes = view.swarm?.nodes ?? {};
  const own = nodes[view.hosts[hostname]?.swarm.nodeId ?? ''];
  return own ?? Object.values(nodes).find((node) => node.hostname === hostname);
}

/** Nodes that may get tasks: Ready and active. */
export function openNodes(view: View): NodeView[] {
  const nodes = Object.values(view.swarm?.nodes ?? {});
  return nodes.filter((node) => node.state === 'ready' && node.availability === 'active');
}

export function isReady(view: View, nodeId: string): boolean {
  return view.swarm?.nodes[nodeId]?.state === 'ready';
}

/** How many of a service's tasks run on each node that may get tasks or has some, by host name. */
export function spread(view: View, service: string): Map<string, number> {
  const counts = new Map(openNodes(view).map((node) => [node.hostname, 0]));
  for (const task of runningTasks(view, service)) {
    const host = view.swarm?.nodes[task.nodeId]?.hostname;
    if (host !== undefined) counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return counts;
}
