import type { Network } from '../objects.ts';
import { terminal, wanted } from '../states.ts';
import type { Transaction } from '../store/transaction.ts';
import { contains, formatAddress, parseAddress, parseCidr, sizeOf } from './cidr.ts';

/** Serial allocation of addresses: the next after the last given, wrapping, so that a freed one rests (moby ipam). */
export class Addresses {
  #last = new Map<string, number>();
  #used = new Map<string, Set<number>>();

  /** Takes stock of what the store's objects hold. Tasks that ended, and were to end, hold nothing. */
  survey(tx: Transaction): void {
    this.#used = new Map();
    for (const { id, ipam } of tx.all('network')) if (ipam) this.#take(id, ipam.gateway);
    for (const node of tx.all('node'))
      for (const [id, address] of Object.entries(node.attachments)) this.#take(id, address);
    for (const { endpoint } of tx.all('service'))
      for (const { networkId, addr } of endpoint?.virtualIps ?? []) this.#take(networkId, addr);
    for (const task of tx.all('task'))
      if (!terminal(task) || wanted(task))
        for (const { network, addresses } of task.networks)
          for (const address of addresses) this.#take(network.id, address);
  }

  /** An address with its mask, `10.0.1.3/24`; undefined when the network has none left (or no subnet yet). */
  next(network: Network): string | undefined {
    const subnet = parseCidr(network.ipam?.subnet ?? '');
    if (!subnet) return undefined;
    const pool = parseCidr(network.ipam?.range ?? '') ?? subnet;
    const used = this.#used.get(network.id);
    const first = subnet.base + 1;
    const size = sizeOf(pool);
    const last = this.#last.get(network.id) ?? pool.base - 1;
    for (let i = 1; i <= size; i++) {
      const address = pool.base + ((last - pool.base + i + size) % size);
      if (address < first || address === subnet.base + sizeOf(subnet) - 1 || used?.has(address)) continue;
      this.#last.set(network.id, address);
      const text = `${formatAddress(address)}/${String(subnet.length)}`;
      this.#take(network.id, text);
      return text;
    }
    return undefined;
  }

  #take(networkId: string, address: string): void {
    const number = parseAddress(address.split('/')[0] ?? '');
    if (number === undefined) return;
    const used = this.#used.get(networkId);
    if (used) used.add(number);
    else this.#used.set(networkId, new Set([number]));
  }
}

/** Whether an address lies in a block, both as text. */
export function within(address: string, block: string): boolean {
  const cidr = parseCidr(block);
  const number = parseAddress(address);
  return cidr !== undefined && number !== undefined && contains(cidr, number);
}
