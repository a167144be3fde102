import type { Node } from '../objects.ts';

export interface Constraint {
  readonly key: string;
  readonly equal: boolean;
  readonly value: string;
}

const KEY = /^[a-z_][a-z0-9\-_.]+$/i;
const VALUE = /^[a-z0-9:\-_\s.*()?+[\]\\^$|/]+$/i;

/**
 * Parses `node.role==manager` and the like; throws an Error with SwarmKit's text (models moby/swarmkit
 * manager/constraint).
 */
export function parseConstraints(expressions: readonly string[] | undefined): Constraint[] {
  return (expressions ?? []).map((expression) => {
    const operator = ['==', '!='].find((candidate) => expression.includes(candidate));
    if (!operator) throw new Error('constraint expected one operator from ==, !=');
    const at = expression.indexOf(operator);
    const key = expression.slice(0, at).trim();
    const value = expression.slice(at + 2).trim();
    if (!KEY.test(key)) throw new Error(`key '${key}' is invalid`);
    if (!VALUE.test(value)) throw new Error(`value '${value}' is invalid`);
    return { key, equal: operator === '==', value };
  });
}

/** Whether one of some values is (or, for `!=`, none is) the constraint's; case does not matter. */
export function satisfies(constraint: Constraint, ...actual: readonly string[]): boolean {
  const wanted = constraint.value.toLowerCase();
  return actual.some((value) => value.toLowerCase() === wanted) === constraint.equal;
}

/** What a key names on a node; undefined for keys that exist nowhere. */
const facts: Readonly<Record<string, (node: Node) => string>> = {
  'node.id': (node) => node.id,
  'node.hostname': (node) => node.description?.Hostname ?? '',
  'node.role': (node) => node.role,
  'node.platform.os': (node) => node.description?.Platform.OS ?? '',
  'node.platform.arch': (node) => node.description?.Platform.Architecture ?? '',
};

const labels: Readonly<Record<string, (node: Node) => Readonly<Record<string, string>> | undefined>> = {
  'node.labels.': (node) => node.spec.Labels,
  'engine.labels.': (node) => node.description?.Engine.Labels,
};

export function matches(constraint: Constraint, node: Node): boolean {
  const key = constraint.key.toLowerCase();
  if (key === 'node.ip') return matchesAddress(constraint, node.status.addr);
  const fact = facts[key];
  if (fact) return satisfies(constraint, fact(node));
  const prefix = Object.keys(labels).find((candidate) => key.startsWith(candidate));
  if (!prefix) return false;
  const label = constraint.key.slice(prefix.length);
  return label !== '' && satisfies(constraint, labels[prefix]?.(node)?.[label] ?? '');
}

function matchesAddress(constraint: Constraint, address: string): boolean {
  const [text = '', length] = constraint.value.split('/');
  const wanted = bits(text);
  if (!wanted || (length !== undefined && !/^\d+$/.test(length))) return false;
  const size = length === undefined ? wanted.length : Number(length);
  if (size > wanted.length) return false;
  const actual = bits(address);
  const inside = actual?.length === wanted.length && actual.slice(0, size) === wanted.slice(0, size);
  return inside === constraint.equal;
}

/** An IPv4 or IPv6 address as a string of 0 and 1; undefined when it is none. */
function bits(address: string): string | undefined {
  if (/^\d+(\.\d+){3}$/.test(address)) {
    const parts = address.split('.').map(Number);
    return parts.every((part) => part < 256)
      ? parts.map((part) => part.toString(2).padStart(8, '0')).join('')
      : undefined;
  }
  if (!/^[0-9a-f:]+$/i.test(address) || !address.includes(':')) return undefined;
  const [head = '', tail] = address.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const gap = 8 - left.length - right.length;
  if (tail === undefined ? gap !== 0 : gap < 1) return undefined;
  const groups = [...left, ...Array.from({ length: gap }, () => '0'), ...right];
  return groups.map((group) => parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}
