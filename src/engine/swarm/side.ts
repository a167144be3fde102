import { ApiError } from '../../api/index.ts';
import type { Co } from '../../sim/index.ts';
import type { Control, Kinds } from '../../swarm/control.ts';
import type { Member } from '../../swarm/member.ts';
import type { Task } from '../../swarm/objects.ts';

const notManager = 'This node is not a swarm manager. ';

/* The daemon's own words about membership (moby daemon/cluster/errors.go). */
export const texts = {
  locked:
    'Swarm is encrypted and needs to be unlocked before it can be used. Please use "docker swarm unlock" to unlock it.',
  alreadyMember:
    'This node is already part of a swarm. Use "docker swarm leave" to leave this swarm and join another one.',
  notMember: 'This node is not part of a swarm',
  noSwarm: `${notManager}Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.`,
  worker: `${notManager}Worker nodes can't be used to view or modify cluster state. Please run this command on a manager node or promote the current node to a manager.`,
  preparing: `${notManager}Manager is being prepared or has trouble connecting to the cluster.`,
} as const;

/** The name by which a user may call an object. */
const nameOf: { readonly [K in keyof Kinds]: (object: Kinds[K]) => string } = {
  cluster: (cluster) => cluster.spec.Name,
  node: (node) => node.description?.Hostname ?? '',
  service: (service) => service.spec.Name,
  task: taskName,
  network: (network) => network.spec.Name,
  secret: (secret) => secret.spec.Name,
  config: (config) => config.spec.Name,
};

/** `web.1.<task id>`, or `web.<node id>.<task id>` where tasks have no slot. */
export function taskName(task: Task): string {
  return `${task.serviceName}.${task.slot || task.nodeId}.${task.id}`;
}

/** The engine's view of its node's part in a swarm. */
export class SwarmSide {
  readonly member: Member;

  constructor(member: Member) {
    this.member = member;
  }

  /** The control API. Throws 503 with the reason why this node has none. */
  control(): Control {
    const { member } = this;
    if (member.state === 'locked') throw new ApiError(503, texts.locked);
    if (member.control) return member.control;
    if (member.state === 'inactive') throw new ApiError(503, texts.noSwarm);
    throw new ApiError(503, member.isManager || member.state === 'pending' ? texts.preparing : texts.worker);
  }

  /** Finds by full ID, then exact name, then unique prefix of the ID (models moby daemon/cluster/helpers.go). */
  *find<K extends keyof Kinds>(kind: K, text: string): Co<Kinds[K]> {
    const all = yield* this.control().list(kind);
    const byId = all.find((object) => object.id === text);
    if (byId) return byId;
    const named = all.filter((object) => nameOf[kind](object) === text);
    const matches = named.length > 0 ? named : all.filter((object) => text !== '' && object.id.startsWith(text));
    if (matches.length > 1) throw new ApiError(400, `${kind} ${text} is ambiguous (${matches.length} matches found)`);
    const [match] = matches;
    if (!match) throw new ApiError(404, `${kind} ${text} not found`);
    return match;
  }
}
