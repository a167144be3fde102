import { Signal, sleep, wait, type Cancel, type Clock, type Co, type Micros } from '../sim/index.ts';
import { connect, type Route } from './connection.ts';
import { NetError, type Connection, type Link, type Plug } from './types.ts';

/** One way, between two hosts and within one. */
const LATENCY = { between: 300, loopback: 20 };
/** How long a dial goes on knocking, its first pause (doubled each time, as SYNs are), and when ARP gives up. */
const DIAL = { patience: 20_000_000, pause: 1_000_000, unknownAddress: 3_000_000 };

/** One direction of a link. Loss and one-way cuts have their place here. */
interface Lane {
  cut: boolean;
  latency: Micros;
}

/** All wires of a lab: every message between machines crosses it, so that a cut does to each what it does in life. */
export class Fabric {
  readonly clock: Clock;
  /** A link was cut or mended, a machine switched on or off. */
  readonly changed = new Signal<void>();
  #outlets = new Map<string, Outlet>();
  #lanes = new Map<string, Lane>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Connects a machine. Name and address must be new. */
  plug(name: string, address: string): Plug {
    const outlet = new Outlet(this, name, address);
    this.#outlets.set(address, outlet);
    return outlet;
  }

  /** The link between two machines, by host name; changing it takes effect at once, mid-connection too. */
  link(a: string, b: string): Link {
    const lanes = [this.lane(a, b), this.lane(b, a)] as const;
    const set = (change: Partial<Lane>): void => {
      for (const lane of lanes) Object.assign(lane, change);
      this.stir();
    };
    return {
      get cut() {
        return lanes[0].cut || lanes[1].cut;
      },
      set cut(cut) {
        set({ cut });
      },
      get latency() {
        return lanes[0].latency;
      },
      set latency(latency) {
        set({ latency });
      },
    };
  }

  /** The cut links, each once, by host names. */
  get cuts(): readonly (readonly [string, string])[] {
    const names = [...this.#outlets.values()].map((outlet) => outlet.name);
    return names.flatMap((a, i) =>
      names
        .slice(i + 1)
        .filter((b) => this.#lanes.get(`${a} ${b}`)?.cut || this.#lanes.get(`${b} ${a}`)?.cut)
        .map((b) => [a, b] as const),
    );
  }

  /** The machine at an address. */
  at(address: string): Outlet | undefined {
    return this.#outlets.get(address);
  }

  lane(from: string, to: string): Lane {
    const key = `${from} ${to}`;
    let lane = this.#lanes.get(key);
    if (!lane) {
      lane = { cut: false, latency: from === to ? LATENCY.loopback : LATENCY.between };
      this.#lanes.set(key, lane);
    }
    return lane;
  }

  /** Something changed: what was held back may go on. */
  stir(): void {
    for (const outlet of this.#outlets.values())
      for (const route of outlet.routes) this.clock.soon(() => route.flush());
    this.changed.emit();
  }
}

class Outlet implements Plug {
  readonly name: string;
  readonly address: string;
  /** Where the connections of this machine send. */
  readonly routes = new Set<Route>();
  readonly #fabric: Fabric;
  #listeners = new Map<number, (connection: Connection) => void>();
  #powered = true;

  constructor(fabric: Fabric, name: string, address: string) {
    this.#fabric = fabric;
    this.name = name;
    this.address = address;
  }

  get powered(): boolean {
    return this.#powered;
  }

  set powered(on: boolean) {
    if (on === this.#powered) return;
    this.#powered = on;
    if (!on) {
      this.#listeners.clear();
      for (const route of [...this.routes]) route.vanish();
      this.routes.clear();
    }
    this.#fabric.stir();
  }

  listen(port: number, accept: (connection: Connection) => void): Cancel {
    if (this.#listeners.has(port)) throw new NetError('address already in use');
    const entry = (connection: Connection): void => accept(connection);
    this.#listeners.set(port, entry);
    return () => {
      if (this.#listeners.get(port) === entry) this.#listeners.delete(port);
    };
  }

  *dial(address: string, port: number): Co<Connection> {
    const { clock } = this.#fabric;
    const local = address === 'localhost' || address.startsWith('127.');
    const peer = local ? this : this.#fabric.at(address);
    if (!peer) {
      yield* sleep(clock, DIAL.unknownAddress);
      throw new NetError('no route to host');
    }
    const deadline = clock.now + DIAL.patience;
    for (let pause = DIAL.pause; ; pause *= 2) {
      yield* sleep(clock, this.#lane(peer).latency);
      if (this.reaches(peer) && peer.reaches(this)) return yield* this.#greet(peer, port);
      yield* sleep(clock, Math.min(pause, deadline - clock.now));
      if (clock.now >= deadline) throw new NetError('connection timed out');
    }
  }

  /** Whether a message sent now to a machine would arrive. */
  reaches(peer: Outlet): boolean {
    return this.#powered && peer.#powered && !this.#lane(peer).cut;
  }

  #lane(peer: Outlet): Lane {
    return this.#fabric.lane(this.name, peer.name);
  }

  *#greet(peer: Outlet, port: number): Co<Connection> {
    const { clock } = this.#fabric;
    const accept = peer.#listeners.get(port);
    const back = peer.#lane(this).latency;
    if (!accept) {
      yield* sleep(clock, back);
      throw new NetError('connection refused');
    }
    const towards = (to: Outlet, from: Outlet): Parameters<typeof connect>[1] => ({
      address: from.address,
      routes: from.routes,
      reaches: () => from.reaches(to),
      latency: () => from.#lane(to).latency,
    });
    const [near, far] = connect(clock, towards(peer, this), towards(this, peer));
    accept(far);
    return yield* wait<Connection>((resume) => {
      const cancel = clock.after(back, () => resume.value(near));
      return () => {
        cancel();
        near.close();
      };
    });
  }
}
