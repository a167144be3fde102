import { millisecond, second, type Cancel, type Chance, type Micros } from '../../sim/index.ts';
import { SwarmError } from '../control.ts';
import type { Scope } from '../scope.ts';
import type { Proposer, Store } from '../store/store.ts';
import type { StoreChange } from '../store/tables.ts';
import type { RaftLog } from './log.ts';
import type { Body, Entry, Message, Peer } from './messages.ts';

/** Heartbeats go out once a tick; elections start after 10 to 19 ticks of silence (HeartbeatTick 1, ElectionTick 10). */
const TICK = second;
const ELECTION_TICKS = 10;
/**
 * Before every entry: what a member without a log is sent first is a snapshot. The whole log would tell a member that
 * came, went and came again that it had been removed.
 */
const FROM_SNAPSHOT = 0;

interface Progress {
  next: number;
  match: number;
  heard: Micros;
}

type Done = (error?: SwarmError) => void;

export interface RaftOptions {
  readonly scope: Scope;
  readonly chance: Chance;
  readonly id: string;
  readonly log: RaftLog;
  readonly members: Map<string, Peer>;
  readonly store: Store;
  readonly send: (to: Peer, message: Message) => void;
  /** Leadership won (true) or lost. */
  readonly onLead: (leading: boolean) => void;
  /** This member was taken out of the group. */
  readonly onRemoved: () => void;
}

/** One member of the raft group (models moby/swarmkit manager/state/raft over etcd raft with CheckQuorum). */
export class Raft implements Proposer {
  readonly #o: RaftOptions;
  #state: 'follower' | 'candidate' | 'leader' = 'follower';
  #leader: string | undefined;
  #leaderlessSince: Micros;
  #commit: number;
  #silence = 0;
  #patience = 0;
  #votes = new Set<string>();
  #progress = new Map<string, Progress>();
  #waiting = new Map<number, Done>();
  #ticking: Cancel | undefined;

  constructor(options: RaftOptions) {
    this.#o = options;
    this.#commit = options.log.applied;
    this.#leaderlessSince = options.scope.clock.now;
    this.#rest();
    this.#tick();
    if (options.members.size === 1 && options.members.has(options.id))
      options.scope.after(millisecond, () => this.#campaign(false));
  }

  get leader(): string | undefined {
    return this.#leader;
  }

  /** For how long no leader has been known. */
  get leaderless(): Micros {
    return this.#leader === undefined ? this.#o.scope.clock.now - this.#leaderlessSince : 0;
  }

  get leading(): boolean {
    return this.#state === 'leader';
  }

  get members(): ReadonlyMap<string, Peer> {
    return this.#o.members;
  }

  get nextIndex(): number {
    return this.#o.log.lastIndex + 1;
  }

  /** Whether a member has answered lately (leader only; followers know of the leader alone). */
  reachable(id: string): boolean {
    if (id === this.#o.id) return true;
    if (!this.leading) return id === this.#leader;
    return this.#o.scope.clock.now - (this.#progress.get(id)?.heard ?? 0) < 4 * TICK;
  }

  /** Whether the group would still have a quorum of reachable members without this one. */
  canLose(id: string): boolean {
    const members = [...this.#o.members.keys()];
    const left = members.filter((other) => other !== id && this.reachable(other)).length;
    return members.length > 1 && left >= Math.floor((members.length - 1) / 2) + 1;
  }

  propose(changes: readonly StoreChange[], done: Done): void {
    this.#append({ changes }, done);
  }

  changeMember(member: NonNullable<Entry['member']>, done: Done): void {
    this.#append({ member }, done);
  }

  /** Hands leadership to the most advanced follower that answers. */
  transfer(): boolean {
    if (!this.leading) return false;
    const heir = [...this.#progress]
      .filter(([id]) => id !== this.#o.id && this.reachable(id))
      .sort(([, a], [, b]) => b.match - a.match)[0];
    if (heir) this.#send(heir[0], { type: 'timeoutNow' });
    return heir !== undefined;
  }

  receive(message: Message): void {
    if (this.#o.scope.ended) return;
    const { log } = this.#o;
    if (message.term > log.term) {
      // A member that hears its leader does not listen to candidates (CheckQuorum), unless the leader wished it.
      if (message.type === 'vote' && !message.transfer && this.#leader && this.#silence < ELECTION_TICKS) return;
      this.#become('follower', message.term);
    }
    if (message.term < log.term) {
      if (message.type === 'append') this.#send(message.from, { type: 'appended', ok: false, match: log.lastIndex });
      return;
    }
    switch (message.type) {
      case 'vote': {
        const fresh =
          message.lastTerm > log.lastTerm || (message.lastTerm === log.lastTerm && message.lastIndex >= log.lastIndex);
        const granted = fresh && (log.vote === undefined || log.vote === message.from);
        if (granted) [log.vote, this.#silence] = [message.from, 0];
        this.#send(message.from, { type: 'voted', granted });
        return;
      }
      case 'voted':
        if (this.#state !== 'candidate' || !message.granted) return;
        this.#votes.add(message.from);
        if (this.#quorum(this.#votes.size)) this.#win();
        return;
      case 'append':
        this.#follow(message.from);
        this.#take(message);
        return;
      case 'snapshot': {
        this.#follow(message.from);
        const { snapshot } = message;
        if (snapshot.index > log.applied) {
          log.reset(snapshot.index, snapshot.term);
          this.#commit = snapshot.index;
          this.#o.members.clear();
          for (const peer of snapshot.members) this.#o.members.set(peer.id, peer);
          this.#o.store.restore(snapshot.objects);
        }
        this.#send(message.from, { type: 'appended', ok: true, match: log.applied });
        return;
      }
      case 'appended':
        this.#hear(message.from, message.ok, message.match);
        return;
      case 'timeoutNow':
        this.#campaign(true);
    }
  }

  /** Ends this member's part; the log stays. */
  stop(): void {
    this.transfer();
    this.#ticking?.();
    this.#become('follower', this.#o.log.term);
  }

  #tick(): void {
    this.#ticking = this.#o.scope.after(TICK, () => {
      this.#tick();
      if (this.leading) {
        const { now } = this.#o.scope.clock;
        const heard = [...this.#progress.values()].filter((peer) => now - peer.heard < ELECTION_TICKS * TICK).length;
        if (this.#quorum(heard)) this.#replicate();
        else this.#become('follower', this.#o.log.term);
      } else if (++this.#silence >= this.#patience) {
        this.#loseLeader();
        this.#campaign(false);
      }
    });
  }

  #rest(): void {
    this.#silence = 0;
    this.#patience = this.#o.chance.between('election', this.#o.id, ELECTION_TICKS, 2 * ELECTION_TICKS - 1);
  }

  #quorum(count: number): boolean {
    return count > this.#o.members.size / 2;
  }

  #become(state: 'follower' | 'candidate', term: number): void {
    const { log } = this.#o;
    const led = this.leading;
    if (term !== log.term) [log.term, log.vote] = [term, undefined];
    this.#state = state;
    this.#loseLeader();
    if (!led) return;
    this.#rest();
    this.#o.onLead(false);
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const done of lost)
      done(new SwarmError('Unavailable', 'raft: failed to process the request: node lost leader status'));
  }

  #campaign(transfer: boolean): void {
    const { id, log, members } = this.#o;
    if (this.leading || !members.has(id)) return;
    this.#become('candidate', log.term + 1);
    this.#rest();
    log.vote = id;
    this.#votes = new Set([id]);
    if (this.#quorum(1)) this.#win();
    else this.#broadcast({ type: 'vote', lastIndex: log.lastIndex, lastTerm: log.lastTerm, transfer });
  }

  #win(): void {
    const { id, log, members, scope } = this.#o;
    this.#state = 'leader';
    this.#leader = id;
    const { now } = scope.clock;
    this.#progress = new Map(
      [...members.keys()].map((peer) => [peer, { next: log.lastIndex + 1, match: 0, heard: now }]),
    );
    this.#append({}, (error) => {
      if (!error && this.leading) this.#o.onLead(true);
    });
  }

  #append(body: Omit<Entry, 'index' | 'term'>, done: Done): void {
    const { id, log, scope, chance } = this.#o;
    if (!this.leading) {
      done(new SwarmError('Unavailable', 'raft: failed to process the request: node lost leader status'));
      return;
    }
    const entry: Entry = { ...body, index: log.lastIndex + 1, term: log.term };
    log.push(entry);
    this.#waiting.set(entry.index, done);
    this.#replicate();
    const { term } = log;
    // The write to the leader's own disk.
    scope.after(chance.between('fsync', id, millisecond, 3 * millisecond), () => {
      const own = this.#progress.get(id);
      if (!own || log.term !== term) return;
      own.match = Math.max(own.match, entry.index);
      this.#advance();
    });
  }

  #replicate(): void {
    const { id, log, store, members, scope } = this.#o;
    const own = this.#progress.get(id);
    if (own) own.heard = scope.clock.now;
    for (const [peer, progress] of this.#progress) {
      if (peer === id) continue;
      const prevTerm = log.termAt(progress.next - 1);
      if (progress.next <= log.offset || prevTerm === undefined) {
        const term = log.termAt(log.applied) as number;
        const snapshot = { index: log.applied, term, objects: store.snapshot(), members: [...members.values()] };
        this.#send(peer, { type: 'snapshot', snapshot });
        progress.next = log.applied + 1;
        continue;
      }
      const entries = log.from(progress.next);
      this.#send(peer, { type: 'append', prevIndex: progress.next - 1, prevTerm, entries, commit: this.#commit });
      progress.next = log.lastIndex + 1;
    }
  }

  /** A follower takes what the leader sent. */
  #take(message: Message & { type: 'append' }): void {
    const { id, log, scope, chance } = this.#o;
    if (message.prevIndex > log.applied && log.termAt(message.prevIndex) !== message.prevTerm) {
      this.#send(message.from, { type: 'appended', ok: false, match: Math.min(log.lastIndex, message.prevIndex - 1) });
      return;
    }
    log.merge(message.entries);
    const match = message.prevIndex + message.entries.length;
    this.#settle(Math.min(message.commit, match));
    const reply = (): void => this.#send(message.from, { type: 'appended', ok: true, match });
    if (message.entries.length === 0) reply();
    else scope.after(chance.between('fsync', id, millisecond, 3 * millisecond), reply);
  }

  /** The leader hears how far a follower is. */
  #hear(from: string, ok: boolean, match: number): void {
    const progress = this.#progress.get(from);
    if (!this.leading || !progress) return;
    progress.heard = this.#o.scope.clock.now;
    if (!ok) {
      progress.next = match === 0 ? FROM_SNAPSHOT : match + 1;
      this.#replicate();
      return;
    }
    progress.match = Math.max(progress.match, match);
    progress.next = Math.max(progress.next, match + 1);
    this.#advance();
  }

  /** Commits what a quorum has on disk (only entries of this term, as raft demands). */
  #advance(): void {
    const matches = [...this.#progress.values()].map((peer) => peer.match).sort((a, b) => b - a);
    const index = matches[Math.floor(this.#o.members.size / 2)] ?? 0;
    if (index > this.#commit && this.#o.log.termAt(index) === this.#o.log.term) this.#settle(index);
  }

  /** Applies everything up to an index. */
  #settle(index: number): void {
    const { log, store } = this.#o;
    this.#commit = Math.max(this.#commit, index);
    while (log.applied < this.#commit) {
      const entry = log.entry(log.applied + 1);
      if (!entry) break;
      log.applied++;
      if (entry.changes) store.apply(entry.changes);
      if (entry.member) this.#regroup(entry.member);
      const done = this.#waiting.get(entry.index);
      this.#waiting.delete(entry.index);
      done?.();
    }
    log.compact();
  }

  #regroup(member: NonNullable<Entry['member']>): void {
    const { id, log, members, scope } = this.#o;
    if ('add' in member) {
      members.set(member.add.id, member.add);
      if (this.leading && !this.#progress.has(member.add.id))
        this.#progress.set(member.add.id, { next: FROM_SNAPSHOT, match: 0, heard: scope.clock.now });
      return;
    }
    // The one that goes should still learn of it.
    if (this.leading && member.remove !== id) this.#replicate();
    members.delete(member.remove);
    this.#progress.delete(member.remove);
    if (member.remove !== id) return;
    this.#become('follower', log.term);
    scope.clock.soon(this.#o.onRemoved);
  }

  #loseLeader(): void {
    if (this.#leader !== undefined) this.#leaderlessSince = this.#o.scope.clock.now;
    this.#leader = undefined;
  }

  #follow(leader: string): void {
    if (this.#state === 'candidate') this.#state = 'follower';
    this.#leader = leader;
    this.#silence = 0;
  }

  #broadcast(body: Body): void {
    for (const peer of this.#o.members.keys()) if (peer !== this.#o.id) this.#send(peer, body);
  }

  #send(to: string, body: Body): void {
    const peer = this.#o.members.get(to);
    if (peer) this.#o.send(peer, { ...body, from: this.#o.id, term: this.#o.log.term });
  }
}
