import type { Chance } from '../sim/index.ts';
import type { Scope } from './scope.ts';
import type { Store } from './store/store.ts';
import type { StoreChange } from './store/tables.ts';
import type { Transaction } from './store/transaction.ts';
import { wait, type Co } from '../sim/index.ts';

/** What every part of the leader works with; the scope ends with the leadership. */
export interface Leader {
  readonly scope: Scope;
  readonly chance: Chance;
  readonly store: Store;
}

/** Tells each change after its commit, until the leadership ends. */
export function watch(leader: Leader, listener: (change: StoreChange) => void): void {
  leader.scope.adopt(
    leader.store.changes.subscribe((changes) => {
      for (const change of changes) if (!leader.scope.ended) listener(change);
    }),
  );
}

/** Waits until the store's committed state meets a condition. */
export function* until(leader: Leader, met: () => boolean): Co<void> {
  if (met()) return;
  yield* wait<void>((resume) =>
    leader.store.changes.subscribe(() => {
      if (met()) resume.value();
    }),
  );
}

/** Gathers keys and handles all that have come by then in one transaction. */
export function worklist(leader: Leader, work: (tx: Transaction, keys: string[]) => void): (key: string) => void {
  let keys = new Set<string>();
  return (key) => {
    keys.add(key);
    if (keys.size > 1) return;
    leader.store.update((tx) => {
      const taken = [...keys];
      keys = new Set();
      if (!leader.scope.ended) work(tx, taken);
    });
  };
}
