import { ApiError } from '../../api/index.ts';
import type { Host } from '../../host/index.ts';
import { parseIp } from '../networks/ip.ts';

const listenProblem = 'listen address must be an IP address or network interface (with optional port number)';
const advertiseProblem =
  'advertise address must be a non-zero IP address or network interface (with optional port number)';
const dataPathProblem = 'data path address must be a non-zero IP address or network interface (without a port number)';

/** Splits `host[:port]`; undefined where the port is none. */
function splitPort(text: string, fallback: string): [host: string, port: string] | undefined {
  const m = /^([^:]+)(?::(\d+))?$/.exec(text);
  return m ? [m[1] as string, m[2] ?? fallback] : undefined;
}

/** Address of an interface; undefined when the host has none of that name. */
function interfaceAddress(host: Host, name: string): string | undefined {
  return host.root.interfaces.get(name)?.address.split('/')[0];
}

function resolve(host: Host, text: string, problem: string, port: string, zero: boolean): string {
  const parts = splitPort(text, port);
  const address = parts && (parseIp(parts[0]) === undefined ? interfaceAddress(host, parts[0]) : parts[0]);
  if (!parts || address === undefined || (address === '0.0.0.0' && !zero)) throw new ApiError(400, problem);
  return `${address}:${parts[1]}`;
}

/** Physical interfaces: those that Docker did not make. */
function systemAddresses(host: Host): { name: string; address: string }[] {
  return [...host.root.interfaces]
    .filter(([name]) => !/^(lo$|docker|br-|veth)/.test(name))
    .map(([name, { address }]) => ({ name, address: address.split('/')[0] as string }));
}

/** The address to listen on: `IP:port`. Default 0.0.0.0:2377. Throws 400. */
export function resolveListen(host: Host, text: string | undefined): string {
  return resolve(host, text || '0.0.0.0:2377', listenProblem, '2377', true);
}

/**
 * The address to tell others: the one given, an interface's, the one listened on, or the only one that the machine has
 * (models moby daemon/cluster/listen_addr.go). Throws 400 where that is not clear.
 */
export function resolveAdvertise(host: Host, text: string | undefined, listen: string): string {
  const port = listen.split(':')[1] ?? '2377';
  if (text) return resolve(host, text, advertiseProblem, port, false);
  if (!listen.startsWith('0.0.0.0:')) return listen;
  const [first, second] = systemAddresses(host);
  if (!first) throw new ApiError(400, "could not find the system's IP address");
  if (second)
    throw new ApiError(
      400,
      `could not choose an IP address to advertise since this system has multiple addresses on different interfaces (${first.address} on ${first.name} and ${second.address} on ${second.name})`,
    );
  return `${first.address}:${port}`;
}

/** Checks the address for data traffic, which the emulator does not tell apart from the advertised one. */
export function checkDataPath(host: Host, text: string | undefined): void {
  if (!text) return;
  const address = parseIp(text) === undefined ? interfaceAddress(host, text) : text;
  if (address === undefined || address === '0.0.0.0') throw new ApiError(400, dataPathProblem);
}
