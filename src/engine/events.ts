import type { Event } from '../api/index.ts';
import { Signal, type Cancel, type Clock } from '../sim/index.ts';

/** How many events `docker events --since` can go back to (moby daemon/events: eventsLimit). */
const limit = 256;

/** The event log of one engine. */
export class Events {
  readonly #clock: Clock;
  readonly #signal = new Signal<Event>();
  #past: Event[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get past(): readonly Event[] {
    return this.#past;
  }

  subscribe(listener: (event: Event) => void): Cancel {
    return this.#signal.subscribe(listener);
  }

  /** @param attributes in the order of the JSON; names sorted as Go prints a map */
  emit(
    type: string,
    action: string,
    id: string,
    attributes: Readonly<Record<string, string>>,
    scope: Event['scope'] = 'local',
  ): void {
    const now = this.#clock.now;
    const sorted = Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
    const event: Event = {
      Type: type,
      Action: action,
      Actor: { ID: id, Attributes: sorted },
      scope,
      time: Math.floor(now / 1_000_000),
      timeNano: now * 1_000,
    };
    this.#past = [...this.#past.slice(1 - limit), event];
    this.#signal.emit(event);
  }
}
