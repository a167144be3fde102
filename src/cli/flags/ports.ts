import type { PortConfig } from '../../api/index.ts';
import { isAddress } from './checks.ts';

const protocols = ['tcp', 'udp', 'sctp'];

/** Ports 0–65535, or undefined for what is none. */
function port(text: string): number | undefined {
  return /^\d+$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined;
}

function range(text: string): [number, number] | undefined {
  const [low = '', high = low] = text.split('-', 2);
  const from = port(low);
  const to = port(high);
  return from === undefined || to === undefined || to < from ? undefined : [from, to];
}

/** One published port of the short form, as docker/go-connections reads it. `host` is undefined for a port of the engine's choice. */
export interface Binding {
  ip: string;
  host: number | undefined;
  container: number;
  protocol: string;
}

/**
 * `[ip:][published[-range]:]target[-range][/proto]`. A range published to one target keeps the range's text in
 * `hostRange`, for the engine to choose from.
 */
export function parseShort(text: string): { bindings: Binding[]; hostRange?: string } {
  const slash = text.lastIndexOf('/');
  const protocol = slash < 0 ? 'tcp' : text.slice(slash + 1) || 'tcp';
  const parts = (slash < 0 ? text : text.slice(0, slash)).split(':');
  const containerText = parts.pop() as string;
  const hostText = parts.pop() ?? '';
  let ip = parts.join(':');
  if (containerText === '') throw new Error(`no port specified: ${text}<empty>`);
  if (ip.startsWith('[')) ip = ip.replace(/^\[(.*)\]$/, '$1');
  if (ip !== '' && !isAddress(ip)) throw new Error(`invalid IP address: ${ip}`);
  const container = range(containerText);
  if (!container) throw new Error(`invalid containerPort: ${containerText}`);
  const host = hostText === '' ? undefined : range(hostText);
  if (hostText !== '' && !host) throw new Error(`invalid hostPort: ${hostText}`);
  if (!protocols.includes(protocol.toLowerCase())) throw new Error(`invalid proto: ${protocol}`);
  const [first, last] = container;
  const common = { ip, protocol: protocol.toLowerCase() };
  if (host && host[1] - host[0] !== last - first) {
    if (first !== last)
      throw new Error(`invalid ranges specified for container and host Ports: ${containerText} and ${hostText}`);
    const bindings: Binding[] = [];
    for (let each = host[0]; each <= host[1]; each++) bindings.push({ ...common, host: each, container: first });
    return { bindings, hostRange: hostText };
  }
  const bindings: Binding[] = [];
  for (let each = first; each <= last; each++)
    bindings.push({ ...common, host: host && host[0] + each - first, container: each });
  return { bindings };
}

/** The value of `--publish` of a service: one or more ports of its endpoint. */
export function publish(text: string): PortConfig[] {
  if (/\w+=\w+(,\w+=\w+)*/.test(text)) return [longForm(text)];
  return parseShort(text).bindings.map(({ ip, host, container, protocol }) => {
    if (ip !== '') throw new Error('hostip is not supported');
    return {
      Protocol: protocol,
      TargetPort: container,
      ...(host ? { PublishedPort: host } : {}),
      PublishMode: 'ingress',
    };
  });
}

function longForm(text: string): PortConfig {
  const result: PortConfig = { Protocol: 'tcp', PublishMode: 'ingress' };
  const number = (what: string, value: string): number => {
    const why = /^\d+$/.test(value) ? 'value out of range' : 'invalid syntax';
    const parsed = port(value);
    if (parsed === undefined) throw new Error(`invalid ${what} port (${value}): value must be an integer: ${why}`);
    return parsed;
  };
  for (const field of text.split(',')) {
    const [key, value] = field.toLowerCase().split('=', 2);
    if (value === undefined || !key) throw new Error(`invalid field: ${field}`);
    if (key === 'protocol') {
      if (!protocols.includes(value)) throw new Error(`invalid protocol value '${value}'`);
      result.Protocol = value;
    } else if (key === 'mode') {
      if (value !== 'ingress' && value !== 'host')
        throw new Error(`invalid publish mode value (${value}): must be either 'ingress' or 'host'`);
      result.PublishMode = value;
    } else if (key === 'target') result.TargetPort = number('target', value);
    else if (key === 'published') result.PublishedPort = number('published', value);
    else throw new Error(`invalid field key: ${key}`);
  }
  if (!result.TargetPort) throw new Error("missing mandatory field 'target'");
  const { Protocol, TargetPort, PublishedPort, PublishMode } = result;
  return {
    ...(Protocol ? { Protocol } : {}),
    TargetPort,
    ...(PublishedPort ? { PublishedPort } : {}),
    ...(PublishMode ? { PublishMode } : {}),
  };
}
