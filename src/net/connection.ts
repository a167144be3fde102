import type { Cancel, Clock, Micros } from '../sim/index.ts';
import type { Connection, NetFault } from './types.ts';

/** How long a sender repeats itself into silence before it gives up. */
const SILENCE = 15_000_000;

/** The way from one end to the other, as it is at the moment of asking. */
export interface Way {
  /** Address of the end that sends. */
  readonly address: string;
  /** Where this end keeps itself while it has anything to send. */
  readonly routes: Set<Route>;
  reaches: () => boolean;
  latency: () => Micros;
}

/** What the fabric may do to one end of a connection. */
export interface Route {
  /** The way may be open again: whatever was held back goes on. */
  flush: () => void;
  /** The machine lost its power: this end is gone, and tells nobody. */
  vanish: () => void;
}

/** Makes a connection; the first end sends over `forth`, the second over `back`. */
export function connect(clock: Clock, forth: Way, back: Way): [Connection, Connection] {
  const near = new End(clock, forth, back.address);
  const far = new End(clock, back, forth.address);
  near.peer = far;
  far.peer = near;
  return [near, far];
}

type Packet = { message: unknown } | 'close';

/**
 * Packets always set out, and where the way is blocked when they should arrive they are held until it opens; so order
 * is kept whatever happens on the way. A sender that is not heard for 15 s loses its connection; the other end learns
 * of it when it sends next (reset), as with TCP.
 */
class End implements Connection, Route {
  readonly localAddress: string;
  readonly peerAddress: string;
  peer!: End;
  #open = true;
  readonly #clock: Clock;
  readonly #way: Way;
  #inbox: unknown[] = [];
  #listener: ((message: unknown) => void) | undefined;
  #closer: ((fault: NetFault | undefined) => void) | undefined;
  #onPowerLoss: (() => void) | undefined;
  #ended: { fault: NetFault | undefined } | undefined;
  /** This end forgot the connection without telling the other. */
  #forgotten = false;
  #held: Packet[] = [];
  #lastArrival: Micros = 0;
  #giveUp: Cancel | undefined;

  constructor(clock: Clock, way: Way, peerAddress: string) {
    this.#clock = clock;
    this.#way = way;
    this.localAddress = way.address;
    this.peerAddress = peerAddress;
    way.routes.add(this);
  }

  get open(): boolean {
    return this.#open;
  }

  send(message: unknown): void {
    if (this.#open) this.#post({ message });
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener;
    while (this.#inbox.length > 0 && this.#listener === listener) listener(this.#inbox.shift());
    this.#tellEnd();
  }

  onClose(listener: (fault: NetFault | undefined) => void): void {
    this.#closer = listener;
    this.#tellEnd();
  }

  onPowerLoss(listener: () => void): void {
    this.#onPowerLoss = listener;
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#listener = this.#closer = undefined;
    this.#post('close');
  }

  flush(): void {
    while (this.#held.length > 0 && this.#way.reaches()) this.#deliver(this.#held.shift() as Packet);
    if (this.#held.length > 0) return;
    this.#giveUp?.();
    this.#giveUp = undefined;
  }

  vanish(): void {
    const notify = this.#onPowerLoss;
    this.#forget();
    notify?.();
  }

  #post(packet: Packet): void {
    this.#lastArrival = Math.max(this.#clock.now + this.#way.latency(), this.#lastArrival);
    this.#clock.at(this.#lastArrival, () => {
      if (this.#forgotten) return;
      if (this.#held.length === 0 && this.#way.reaches()) this.#deliver(packet);
      else {
        this.#held.push(packet);
        this.#giveUp ??= this.#clock.after(SILENCE, () => this.#lose('connection timed out'));
      }
    });
  }

  #deliver(packet: Packet): void {
    const { peer } = this;
    if (packet === 'close') {
      this.#way.routes.delete(this);
      if (peer.#open) peer.#end(undefined);
    } else if (peer.#open) {
      if (peer.#listener) peer.#listener(packet.message);
      else peer.#inbox.push(packet.message);
    } else if (peer.#forgotten) {
      this.#clock.after(peer.#way.latency(), () => this.#lose('connection reset by peer'));
    }
  }

  /** The connection broke: this end is told, the other is not. */
  #lose(fault: NetFault): void {
    const wasOpen = this.#open;
    const closer = this.#closer;
    this.#forget();
    if (!wasOpen) return;
    this.#closer = closer;
    this.#end(fault);
  }

  #forget(): void {
    this.#open = false;
    this.#forgotten = true;
    this.#held = [];
    this.#giveUp?.();
    this.#giveUp = this.#onPowerLoss = this.#listener = this.#closer = undefined;
    this.#way.routes.delete(this);
  }

  #end(fault: NetFault | undefined): void {
    this.#open = false;
    this.#way.routes.delete(this);
    this.#ended = { fault };
    this.#tellEnd();
  }

  #tellEnd(): void {
    const { fault } = this.#ended ?? {};
    const closer = this.#closer;
    if (!this.#ended || !closer || this.#inbox.length > 0) return;
    this.#closer = undefined;
    closer(fault);
  }
}
