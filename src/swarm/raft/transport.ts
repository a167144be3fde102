import type { Connection } from '../../net/index.ts';
import { millisecond, second, sleep, type Co } from '../../sim/index.ts';
import { open, type Caller } from '../rpc.ts';
import type { Scope } from '../scope.ts';
import type { Message, Peer } from './messages.ts';

/** Messages that wait for a connection; raft sends anew what is lost. */
const QUEUE = 64;

interface Line {
  connection: Connection | undefined;
  queue: Message[];
}

/** One connection to each other member, dialled when there is something to say. */
export class Transport {
  readonly #scope: Scope;
  readonly #caller: Caller;
  #lines = new Map<string, Line>();

  constructor(scope: Scope, caller: Caller) {
    this.#scope = scope;
    this.#caller = caller;
    scope.adopt(() => {
      for (const line of this.#lines.values()) line.connection?.close();
    });
  }

  send(to: Peer, message: Message): void {
    let line = this.#lines.get(to.addr);
    if (!line) {
      line = { connection: undefined, queue: [] };
      this.#lines.set(to.addr, line);
      this.#scope.run(this.#keep(to.addr, line));
    }
    if (line.connection?.open) line.connection.send(message);
    else if (line.queue.length < QUEUE) line.queue.push(message);
  }

  *#keep(addr: string, line: Line): Co<void> {
    try {
      const connection = yield* open(this.#caller, addr, 'raft', undefined);
      connection.onClose(() => {
        if (this.#lines.get(addr) === line) this.#lines.delete(addr);
      });
      for (const message of line.queue.splice(0)) connection.send(message);
      line.connection = connection;
    } catch {
      // Refused or silent: what waited is lost, as on a broken stream; the next message dials again.
      yield* sleep(this.#caller.clock, second - 100 * millisecond);
      this.#lines.delete(addr);
    }
  }
}
