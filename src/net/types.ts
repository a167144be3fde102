import type { Cancel, Co } from '../sim/index.ts';

/** Why a connection could not be made, or ended. The words are those of a program's error line. */
export type NetFault =
  | 'connection refused'
  | 'connection timed out'
  | 'no route to host'
  | 'connection reset by peer'
  | 'no such host'
  | 'address already in use';

export class NetError extends Error {
  readonly fault: NetFault;

  constructor(fault: NetFault) {
    super(fault);
    this.fault = fault;
  }
}

/** One end of a stream of typed messages between two addresses: in order, delayed by the link, lost with it. */
export interface Connection {
  readonly localAddress: string;
  readonly peerAddress: string;
  readonly open: boolean;
  /** Dropped when the connection is no longer open. */
  send: (message: unknown) => void;
  /** One listener at a time; messages that came before it are handed over first. */
  onMessage: (listener: (message: unknown) => void) => void;
  /** Told once: undefined for an orderly close by the other end, else why. Not told of one's own close. */
  onClose: (listener: (fault: NetFault | undefined) => void) => void;
  /** Told when this end's own machine loses its power: whoever works for the connection must vanish with it. */
  onPowerLoss?: (listener: () => void) => void;
  close: () => void;
}

/** A machine's socket in the wall: how everything on it reaches the fabric. */
export interface Plug {
  readonly name: string;
  readonly address: string;
  /** Off: nothing is sent or received, and its listeners answer nobody (peers see silence, not refusals). */
  powered: boolean;
  /** Accepts connections on a port of this machine's address. Throws NetError when the port is taken. */
  listen: (port: number, accept: (connection: Connection) => void) => Cancel;
  /**
   * Connects; throws NetError (refused at once by a live host, timed out after 20 s by silence). 127.0.0.1 and
   * localhost are this machine.
   */
  dial: (address: string, port: number) => Co<Connection>;
}

/** A link's state: what a cut cable, a slow or a lossy one does. */
export interface Link {
  cut: boolean;
  /** One way, microseconds. */
  latency: number;
}
