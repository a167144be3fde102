import type { NodeSpec } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import { Filters } from '../api/filters.ts';
import { flag, versionOf } from '../api/query.ts';
import { objectBody, type Answer, type Call, type Route } from '../api/router.ts';
import type { Daemon } from '../daemon.ts';
import { presentNode } from '../present/node.ts';
import { nodeSpec, shaped } from './shape.ts';
import { validateNode } from './validate.ts';

const known = ['name', 'id', 'label', 'node.label', 'role', 'membership'];

/** /nodes (models moby daemon/cluster/nodes.go). */
export function nodeRoutes(daemon: Daemon): Route[] {
  const { swarm } = daemon;

  function* list(call: Call): Co<Answer> {
    const control = swarm.control();
    const filters = new Filters(call.query, known);
    filters.check('role', ['worker', 'manager'], (value) => `Invalid role filter: '${value}'`);
    filters.check('membership', ['accepted', 'pending'], (value) => `Invalid membership filter: '${value}'`);
    const nodes = (yield* control.list('node')).filter(
      (node) =>
        filters.prefix('name', node.description?.Hostname ?? '') &&
        filters.prefix('id', node.id) &&
        filters.labels('label', node.description?.Engine.Labels ?? {}) &&
        filters.labels('node.label', node.spec.Labels ?? {}) &&
        filters.is('role', node.role) &&
        filters.is('membership', 'accepted'),
    );
    return { body: nodes.map((node) => presentNode(node, swarm.member.cluster)) };
  }

  function* update(call: Call): Co<Answer> {
    const control = swarm.control();
    const spec = shaped(objectBody<NodeSpec>(call, 'swarm.NodeSpec'), nodeSpec) as unknown as NodeSpec;
    validateNode(spec);
    const version = versionOf(call.query);
    const node = yield* swarm.find('node', call.id);
    yield* control.updateNode(node.id, version, spec);
    return { status: 200 };
  }

  return [
    ['GET', '/nodes', list],
    [
      'GET',
      '/nodes/{id}',
      function* (call) {
        return { body: presentNode(yield* swarm.find('node', call.id), swarm.member.cluster) };
      },
    ],
    [
      'DELETE',
      '/nodes/{id}',
      function* (call) {
        const control = swarm.control();
        yield* control.removeNode((yield* swarm.find('node', call.id)).id, flag(call.query, 'force'));
        return { status: 200 };
      },
    ],
    ['POST', '/nodes/{id}/update', update],
  ];
}
