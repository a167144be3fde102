import type { Patch } from './view.ts';

type Container = Record<string, unknown>;

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/**
 * The patches that turn `before` into `after`. Parts shared by reference are skipped, so a view built from cached parts
 * costs little. Arrays are compared by position and replaced whole when their lengths differ.
 */
export function diff(before: unknown, after: unknown, path: Patch['path'] = []): Patch[] {
  if (before === after) return [];
  const comparable =
    isContainer(before) &&
    isContainer(after) &&
    Array.isArray(before) === Array.isArray(after) &&
    !(Array.isArray(before) && Array.isArray(after) && before.length !== after.length);
  if (!comparable) return after === undefined ? [{ path }] : [{ path, value: after }];
  const patches: Patch[] = [];
  for (const key of Object.keys(before))
    if (own(before, key) !== undefined && own(after, key) === undefined) patches.push({ path: [...path, key] });
  for (const [key, value] of Object.entries(after))
    if (value !== undefined) patches.push(...diff(own(before, key), value, [...path, key]));
  return patches;
}

/** A member of its own: names such as `valueOf`, which every object inherits, are data like any other. */
const own = (container: Container, key: string | number): unknown =>
  Object.hasOwn(container, key) ? container[key] : undefined;

/** A new value with the patches applied; what they do not touch is shared with the old one. */
export function apply<T>(root: T, patches: readonly Patch[]): T {
  let result: unknown = root;
  for (const { path, value } of patches) result = put(result, path, 0, value);
  return result as T;
}

function put(node: unknown, path: Patch['path'], depth: number, value: unknown): unknown {
  const key = path[depth];
  if (key === undefined) return value;
  const copy = (Array.isArray(node) ? [...(node as unknown[])] : { ...(node as Container) }) as Container;
  const child = put(own(copy, key), path, depth + 1, value);
  if (child === undefined) {
    const { [key]: _gone, ...rest } = copy;
    return Array.isArray(node) ? copy : rest;
  }
  copy[key] = child;
  return copy;
}
