import type { Node } from '../objects.ts';
import type { NodeInfo } from './nodes.ts';

/** Nodes by placement preference: a branch for each value of the label, leaves at the last (models scheduler/decision_tree). */
export interface Tree {
  /** Tasks of the service below here. */
  tasks: number;
  readonly branches: Map<string, Tree>;
  readonly nodes: NodeInfo[];
}

const emptyTree = (): Tree => ({ tasks: 0, branches: new Map(), nodes: [] });

const sources: Readonly<Record<string, (node: Node) => Readonly<Record<string, string>> | undefined>> = {
  'node.labels.': (node) => node.spec.Labels,
  'engine.labels.': (node) => node.description?.Engine.Labels,
};

function label(descriptor: string, node: Node): string {
  const prefix = Object.keys(sources).find((candidate) => descriptor.toLowerCase().startsWith(candidate)) ?? '';
  return sources[prefix]?.(node)?.[descriptor.slice(prefix.length)] ?? '';
}

/** Sorts nodes into a tree by the labels that the preferences name; others than labels are passed over. */
export function plant(infos: Iterable<NodeInfo>, serviceId: string, descriptors: readonly string[]): Tree {
  const root = emptyTree();
  const levels = descriptors.filter((text) =>
    Object.keys(sources).some((prefix) => text.toLowerCase().startsWith(prefix)),
  );
  for (const info of infos) {
    const tasks = info.byService.get(serviceId) ?? 0;
    let tree = root;
    tree.tasks += tasks;
    for (const descriptor of levels) {
      const value = label(descriptor, info.node);
      const next = tree.branches.get(value) ?? emptyTree();
      tree.branches.set(value, next);
      tree = next;
      tree.tasks += tasks;
    }
    tree.nodes.push(info);
  }
  return root;
}
