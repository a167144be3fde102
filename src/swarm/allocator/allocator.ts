import type { NetworkAttachmentConfig } from '../../api/index.ts';
import { watch, worklist, type Leader } from '../leader.ts';
import type { Endpoint, Network, NetworkAttachment, Node, Service, Task } from '../objects.ts';
import { same } from '../same.ts';
import { moved, terminal, wanted } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import { Addresses } from './addresses.ts';
import { formatAddress, formatCidr, freeBlock, parseCidr, type Cidr } from './cidr.ts';
import { Ports } from './ports.ts';

const DEFAULT_POOL = '10.0.0.0/8';
const FIRST_VXLAN = 4096;
/** Networks of the node itself: nothing of theirs is the swarm's to give. */
const LOCAL = new Set(['host', 'bridge', 'none', 'null']);

export const publishes = (service: Service): boolean =>
  (service.spec.EndpointSpec?.Ports ?? []).some((port) => port.PublishMode !== 'host');

/** The networks that a service's tasks join, as the spec names them. */
export const networksOf = (service: Service): readonly NetworkAttachmentConfig[] =>
  service.spec.TaskTemplate.Networks ?? service.spec.Networks ?? [];

/**
 * Gives out subnets, virtual IPs, task and load-balancer addresses and published ports, and lets tasks go on to the
 * scheduler once they have theirs (models moby/swarmkit manager/allocator). What is taken is read off the store.
 */
export function allocate(leader: Leader): void {
  const addresses = new Addresses();
  const ports = new Ports();
  const round = worklist(leader, (tx) => new Round(tx, addresses, ports).run());
  watch(leader, (change) => {
    if (change.kind === 'network' || change.kind === 'service') round('');
    else if (change.kind === 'node' && !(change.before && change.after)) round('');
    else if (change.kind === 'task') {
      const { before: old, after } = change;
      const placed = old?.nodeId !== after?.nodeId || (old && after && terminal(old) !== terminal(after));
      if (placed || after?.status.state === 'new') round('');
    }
  });
  round('');
}

/** A service that needs nothing here, and never did: it has no ports, and no network to have an address on. */
function bare({ spec: { EndpointSpec: spec }, endpoint }: Service, targets: readonly Network[]): boolean {
  return !endpoint && targets.length === 0 && !spec?.Ports?.length && spec?.Mode !== 'dnsrr';
}

function cidrs(text: string): Cidr[] {
  const cidr = parseCidr(text);
  return cidr ? [cidr] : [];
}

class Round {
  readonly #tx: Transaction;
  readonly #addresses: Addresses;
  readonly #ports: Ports;
  readonly #ingress: Network | undefined;
  #networks = new Map<string, Network>();

  constructor(tx: Transaction, addresses: Addresses, ports: Ports) {
    this.#tx = tx;
    this.#addresses = addresses;
    this.#ports = ports;
    for (const network of tx.all('network')) if (!network.ipam && !network.spec.ConfigOnly) this.#network(network);
    for (const network of tx.all('network')) this.#networks.set(network.id, network);
    this.#ingress = [...this.#networks.values()].find((network) => network.spec.Ingress);
    addresses.survey(tx);
  }

  run(): void {
    for (const node of this.#tx.all('node')) this.#node(node);
    for (const service of this.#tx.all('service')) this.#service(service);
    for (const task of this.#tx.all('task')) if (task.status.state === 'new') this.#task(task);
  }

  #network(network: Network): void {
    const { cluster } = this.#tx;
    const config = network.spec.IPAM?.Config?.[0];
    const others = this.#tx.all('network');
    const taken = others.flatMap(({ ipam }) => cidrs(ipam?.subnet ?? ''));
    const pools = cluster.defaultAddressPool.length > 0 ? cluster.defaultAddressPool : [DEFAULT_POOL];
    const subnet = config?.Subnet
      ? parseCidr(config.Subnet)
      : freeBlock(
          pools.flatMap((pool) => cidrs(pool)),
          cluster.subnetSize,
          taken,
        );
    if (!subnet) return;
    const vxlanId = Math.max(FIRST_VXLAN - 1, ...others.map((other) => other.vxlanId)) + 1;
    const gateway = config?.Gateway || formatAddress(subnet.base + 1);
    const range = config?.IPRange;
    this.#tx.update('network', { ...network, vxlanId, ipam: { subnet: formatCidr(subnet), gateway, range } });
  }

  /** A node's load-balancer addresses: on the ingress network, and wherever it runs tasks. */
  #node(node: Node): void {
    const needed = new Set(this.#ingress ? [this.#ingress.id] : []);
    for (const task of this.#tx.tasksOn(node.id))
      if (!terminal(task)) for (const { network } of task.networks) needed.add(network.id);
    const attachments: Record<string, string> = {};
    for (const id of needed) {
      const network = this.#networks.get(id);
      const address = node.attachments[id] ?? (network && this.#addresses.next(network));
      if (address) attachments[id] = address;
    }
    if (!same(attachments, node.attachments)) this.#tx.update('node', { ...node, attachments });
  }

  #service(service: Service): void {
    const spec = service.spec.EndpointSpec;
    const targets = this.#targets(service);
    if (!targets || bare(service, targets)) return;
    const vips = spec?.Mode === 'dnsrr' ? [] : targets;
    const old = service.endpoint?.virtualIps ?? [];
    const upToDate =
      same(spec ?? {}, service.endpoint?.spec) &&
      same(
        vips.map((network) => network.id),
        old.map((vip) => vip.networkId),
      );
    if (upToDate) return;
    const ports = this.#ports.allocate(service, this.#tx.all('service'));
    if (!ports) return;
    const virtualIps: Endpoint['virtualIps'][number][] = [];
    for (const network of vips) {
      const addr = old.find((vip) => vip.networkId === network.id)?.addr ?? this.#addresses.next(network);
      if (!addr) return;
      virtualIps.push({ networkId: network.id, addr });
    }
    this.#tx.update('service', { ...service, endpoint: { spec: spec ?? {}, ports, virtualIps } });
  }

  /** The swarm networks of a service, ingress first; undefined while one of them is not there. */
  #targets(service: Service): Network[] | undefined {
    const found: (Network | undefined)[] = publishes(service) ? [this.#ingress] : [];
    for (const { Target } of networksOf(service)) if (!LOCAL.has(Target)) found.push(this.#find(Target));
    return found.every((network) => network?.ipam) ? (found as Network[]) : undefined;
  }

  #find(target: string): Network | undefined {
    return this.#networks.get(target) ?? [...this.#networks.values()].find((network) => network.spec.Name === target);
  }

  #task(task: Task): void {
    if (task.desiredState === 'remove') return;
    const service = this.#tx.get('service', task.serviceId);
    const targets = service && this.#targets(service);
    if (!service || !targets) return;
    const { endpoint } = service;
    if (!bare(service, targets) && !(endpoint && same(service.spec.EndpointSpec ?? {}, endpoint.spec))) return;
    const networks: NetworkAttachment[] = [];
    for (const network of targets) {
      const address = wanted(task) || task.jobIteration !== undefined ? this.#addresses.next(network) : '';
      if (address === undefined) return;
      const config = networksOf(service).find(({ Target }) => Target === network.id || Target === network.spec.Name);
      networks.push({ network, addresses: address ? [address] : [], aliases: config?.Aliases ?? [] });
    }
    const status = moved(task.status, 'pending', 'pending task scheduling', this.#tx.now);
    this.#tx.update('task', { ...task, networks, endpoint: endpoint ?? task.endpoint, status });
  }
}
