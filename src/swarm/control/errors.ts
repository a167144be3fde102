import { SwarmError, type Code, type Kinds } from '../control.ts';
import type { Kind } from '../store/tables.ts';
import type { View } from '../store/transaction.ts';

export function fail(code: Code, message: string): never {
  throw new SwarmError(code, message);
}

export const invalid = (message: string): never => fail('InvalidArgument', message);

/** Reads an object that a caller named; throws NotFound. */
export function need<K extends Kind>(view: View, kind: K, id: string): Kinds[K] {
  return view.get(kind, id) ?? fail('NotFound', `${kind} ${id} not found`);
}

/** The caller must have read the version that is stored. */
export function checkVersion(object: { meta: { version: number } }, version: number): void {
  if (object.meta.version !== version) fail('Unknown', 'update out of sequence');
}

/** Whether an object with this name stands in the store (names differ in more than case). */
export function nameTaken(view: View, kind: 'service' | 'network' | 'secret' | 'config', name: string): boolean {
  const wanted = name.toLowerCase();
  return view.all(kind).some((object) => object.spec.Name.toLowerCase() === wanted);
}
