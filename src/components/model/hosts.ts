import type { HostView, NodeView, TaskView, View } from '../../lab/index.ts';
import type { GlyphName } from '../glyphs.tsx';
import { imageName, isUpdating } from './services.ts';

/* What the map and its table draw, worked out from the view: the same rows in the same order for both. */

/** How many past tasks a slot shows. */
const pastShown = 2;

export interface TaskRow {
  task: TaskView;
  /** `web.1`; a global service's own name. */
  name: string;
  /** The slot in the hexagon; `G` for a global service. */
  label: string;
  image: string;
  glyph: GlyphName;
  word: string;
  look: 'new' | 'old' | 'pending' | 'past';
}

export interface HostRow {
  name: string;
  address: string;
  host: HostView | undefined;
  node: NodeView | undefined;
  /** `Ready`, `Down`, `Unknown` as the managers see it; undefined outside a swarm. */
  status: { glyph: GlyphName; word: string } | undefined;
  availability: { glyph: GlyphName | undefined; word: string } | undefined;
  manager: { glyph: GlyphName; word: string } | undefined;
  /** Live tasks, each followed by its past ones. */
  slots: { live: TaskRow | undefined; past: TaskRow[]; hidden: number }[];
  running: number;
}

const over = new Set(['complete', 'shutdown', 'failed', 'rejected', 'remove', 'orphaned']);
const glyphs: Readonly<Record<TaskView['state'], GlyphName>> = {
  new: 'pending',
  allocated: 'pending',
  pending: 'pending',
  assigned: 'starting',
  accepted: 'starting',
  preparing: 'starting',
  ready: 'starting',
  starting: 'starting',
  running: 'running',
  complete: 'complete',
  shutdown: 'shutdown',
  remove: 'shutdown',
  failed: 'failed',
  rejected: 'rejected',
  orphaned: 'orphaned',
};

/** A state as Docker prints it. */
export const stateWord = (state: string): string => state.charAt(0).toUpperCase() + state.slice(1);

/** Whether a task is of the past: its slot has or will get another, or it has ended. */
const isPast = (task: TaskView): boolean =>
  task.desiredState === 'shutdown' ||
  task.desiredState === 'remove' ||
  (over.has(task.state) && task.state !== 'complete');

function rowOf(view: View, task: TaskView, down: boolean, noReport: string): TaskRow {
  const service = view.swarm?.services[task.serviceId];
  const global = task.slot === 0;
  const past = isPast(task);
  const silent = down && !over.has(task.state);
  return {
    task,
    name: global ? task.serviceName : `${task.serviceName}.${task.slot}`,
    label: global ? 'G' : String(task.slot),
    image: imageName(task.image),
    glyph: silent ? 'orphaned' : glyphs[task.state],
    word: silent ? noReport : stateWord(task.state),
    look: past
      ? 'past'
      : glyphs[task.state] === 'pending'
        ? 'pending'
        : isUpdating(service) && !task.upToDate
          ? 'old'
          : 'new',
  };
}

/** Services in order of creation, then slots, then newest first. */
function ordered(view: View): TaskView[] {
  const place = new Map(Object.keys(view.swarm?.services ?? {}).map((id, i) => [id, i]));
  const rank = (task: TaskView): number => place.get(task.serviceId) ?? place.size;
  return Object.values(view.swarm?.tasks ?? {}).sort(
    (a, b) => rank(a) - rank(b) || a.slot - b.slot || b.createdAt - a.createdAt,
  );
}

function slotsOf(view: View, tasks: readonly TaskView[], down: boolean, noReport: string): HostRow['slots'] {
  const groups = new Map<string, TaskView[]>();
  for (const task of tasks) {
    const key = `${task.serviceId}.${task.slot}`;
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  return [...groups.values()].flatMap((group): HostRow['slots'] => {
    const live = group.filter((task) => !isPast(task)).map((task) => rowOf(view, task, down, noReport));
    const past = group.filter(isPast).map((task) => rowOf(view, task, down, noReport));
    const history = { past: past.slice(0, pastShown), hidden: Math.max(0, past.length - pastShown) };
    if (live.length === 0) return [{ live: undefined, ...history }];
    return live.map((row, i) => (i === 0 ? { live: row, ...history } : { live: row, past: [], hidden: 0 }));
  });
}

const nodeGlyphs: Readonly<Record<NodeView['state'], GlyphName>> = {
  ready: 'ready',
  down: 'down',
  unknown: 'unknown',
  disconnected: 'unknown',
};

/** The hosts of the map, in the order of the topology. `noReport` is the word for a task whose node is silent. */
export function hostRows(view: View, noReport: string): HostRow[] {
  const tasks = ordered(view);
  return Object.values(view.hosts).map((host) => {
    const node =
      view.swarm?.nodes[host.swarm.nodeId] ??
      Object.values(view.swarm?.nodes ?? {}).findLast((each) => each.hostname === host.name);
    const down = node !== undefined && node.state !== 'ready';
    const own = node ? tasks.filter((task) => task.nodeId === node.id) : [];
    const availability = node?.availability;
    return {
      name: host.name,
      address: host.address,
      host,
      node,
      status: node && { glyph: nodeGlyphs[node.state], word: stateWord(node.state) },
      availability: availability && {
        glyph: availability === 'active' ? undefined : availability,
        word: stateWord(availability),
      },
      manager: node?.leader
        ? { glyph: 'leader', word: 'Leader' }
        : node?.reachability && {
            glyph: node.reachability === 'reachable' ? 'reachable' : 'unreachable',
            word: stateWord(node.reachability),
          },
      slots: slotsOf(view, own, down, noReport),
      running: own.filter((task) => !isPast(task)).length,
    };
  });
}

/** Tasks that no node has: they wait above the map. */
export function unassigned(view: View): TaskRow[] {
  return ordered(view)
    .filter((task) => task.nodeId === '' && !isPast(task))
    .map((task) => rowOf(view, task, false, ''));
}
