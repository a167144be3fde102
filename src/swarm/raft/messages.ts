import type { StoreObject } from '../objects.ts';
import type { Kind, StoreChange } from '../store/tables.ts';

/** A manager in the raft group. */
export interface Peer {
  readonly id: string;
  /** `IP:port`. */
  readonly addr: string;
}

/** One entry of the log: a transaction, a change of membership, or (a new leader's first) nothing. */
export interface Entry {
  readonly index: number;
  readonly term: number;
  readonly changes?: readonly StoreChange[];
  readonly member?: { readonly add: Peer } | { readonly remove: string };
}

export interface Snapshot {
  readonly index: number;
  readonly term: number;
  readonly objects: readonly (readonly [Kind, StoreObject])[];
  readonly members: readonly Peer[];
}

export type Message = { readonly from: string; readonly term: number } & (
  | { readonly type: 'vote'; readonly lastIndex: number; readonly lastTerm: number; readonly transfer: boolean }
  | { readonly type: 'voted'; readonly granted: boolean }
  | {
      readonly type: 'append';
      readonly prevIndex: number;
      readonly prevTerm: number;
      readonly entries: readonly Entry[];
      readonly commit: number;
    }
  /** `match`: the last entry that the follower has in common with the leader, or where it suspects it to be. */
  | { readonly type: 'appended'; readonly ok: boolean; readonly match: number }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'timeoutNow' }
);

/** A message before its sender and term are filled in. */
export type Body = Message extends infer M ? (M extends Message ? Omit<M, 'from' | 'term'> : never) : never;
