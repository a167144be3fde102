import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Channel, ChannelBroken, Clock, run, sleep, type Co } from '../../../src/sim/index.ts';

/** Reads until the end, keeping what came and when. */
function* collect<T>(channel: Channel<T>, clock: Clock, into: [number, T | undefined][]): Co<void> {
  for (;;) {
    const item = yield* channel.receive();
    into.push([clock.now, item]);
    if (item === undefined) return;
  }
}

const ignore = (): undefined => undefined;

describe('a channel', () => {
  it('hands everything over once, in order, whatever its capacity and whoever is slower', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(3))),
        fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(Infinity)),
        (paces, capacity) => {
          const clock = new Clock(0);
          const channel = new Channel<number>(capacity);
          const got: number[] = [];
          const write = function* (): Co<void> {
            for (const [i, [pause]] of paces.entries()) {
              yield* sleep(clock, pause);
              yield* channel.send(i);
            }
            channel.close();
          };
          const read = function* (): Co<void> {
            for (let item = yield* channel.receive(); item !== undefined; item = yield* channel.receive()) {
              got.push(item);
              yield* sleep(clock, paces[item]?.[1] ?? 0);
            }
          };
          const ends: boolean[] = [];
          run(clock, write(), (end) => ends.push(end.ok));
          run(clock, read(), (end) => ends.push(end.ok));
          clock.advance(10_000);
          expect(got).toEqual(paces.map((_, i) => i));
          expect(ends).toEqual([true, true]);
        },
      ),
    );
  });

  it('makes its writer wait while it is full', () => {
    const clock = new Clock(0);
    const channel = new Channel<string>(2);
    const sent: string[] = [];
    run(
      clock,
      (function* () {
        for (const item of ['a', 'b', 'c', 'd']) {
          yield* channel.send(item);
          sent.push(item);
        }
      })(),
      ignore,
    );
    expect(sent).toEqual(['a', 'b']);
    run(clock, channel.receive(), ignore);
    clock.advance(0);
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  it('gives what is left after it was closed, then nothing', () => {
    const clock = new Clock(0);
    const channel = new Channel<string>();
    channel.push('left');
    channel.close();
    channel.push('too late');
    const got: [number, string | undefined][] = [];
    run(clock, collect(channel, clock, got), ignore);
    expect(got).toEqual([
      [0, 'left'],
      [0, undefined],
    ]);
  });

  it('takes the items of the writers that waited when it is closed', () => {
    const clock = new Clock(0);
    const channel = new Channel<string>(1);
    let sent = false;
    channel.push('first');
    run(clock, channel.send('second'), () => (sent = true));
    channel.close();
    clock.advance(0);
    expect(sent).toBe(true);
    const got: [number, string | undefined][] = [];
    run(clock, collect(channel, clock, got), ignore);
    expect(got.map(([, item]) => item)).toEqual(['first', 'second', undefined]);
  });

  it('ends the reader that waits when it is closed', () => {
    const clock = new Clock(0);
    const channel = new Channel<string>();
    const got: [number, string | undefined][] = [];
    run(clock, collect(channel, clock, got), ignore);
    clock.at(7, () => channel.close());
    clock.advance(10);
    expect(got).toEqual([[7, undefined]]);
  });
});

describe('a channel whose reader has gone', () => {
  it('fails the writer that waits, and each later one', () => {
    const clock = new Clock(0);
    const channel = new Channel<string>(1);
    const errors: unknown[] = [];
    const write = (): unknown =>
      run(clock, channel.send('x'), (end) => {
        if (!end.ok) errors.push(end.error);
      });
    write();
    write();
    channel.cancel();
    clock.advance(0);
    write();
    expect(errors).toHaveLength(2);
    for (const error of errors) expect(error).toBeInstanceOf(ChannelBroken);
  });

  it('drops what is pushed, and lets another reader end', () => {
    const clock = new Clock(0);
    const channel = new Channel<string>();
    const got: [number, string | undefined][] = [];
    run(clock, collect(channel, clock, got), ignore);
    channel.cancel();
    channel.push('nobody reads this');
    clock.advance(0);
    expect(got).toEqual([[0, undefined]]);
    run(clock, collect(channel, clock, got), ignore);
    expect(got).toHaveLength(2);
  });

  it('tells who asked, once, even afterwards', () => {
    const channel = new Channel<string>();
    let told = 0;
    channel.onCancel(() => told++);
    channel.cancel();
    channel.cancel();
    channel.onCancel(() => told++);
    expect(told).toBe(2);
  });
});

describe('a reader that is interrupted', () => {
  it('leaves its place: the item goes to the next one', () => {
    const clock = new Clock(0);
    const channel = new Channel<string>();
    const first = run(clock, channel.receive(), ignore);
    const got: [number, string | undefined][] = [];
    run(clock, collect(channel, clock, got), ignore);
    first.kill();
    channel.push('x');
    clock.advance(0);
    expect(got).toEqual([[0, 'x']]);
  });

  it('gives back what it was handed and did not come to see', () => {
    const clock = new Clock(0);
    const channel = new Channel<string>();
    const first = run(clock, channel.receive(), ignore);
    channel.push('a');
    channel.push('b');
    first.interrupt('SIGINT');
    channel.close();
    const got: [number, string | undefined][] = [];
    run(clock, collect(channel, clock, got), ignore);
    expect(got.map(([, item]) => item)).toEqual(['a', 'b', undefined]);
  });

  it('by itself does not stay in line', () => {
    const clock = new Clock(0);
    const channel = new Channel<string>();
    function* reader(): Co<void> {
      yield* sleep(clock, 1);
      first.interrupt('from within');
      yield* channel.receive();
    }
    const first = run(clock, reader(), ignore);
    clock.advance(1);
    channel.push('kept');
    const got: [number, string | undefined][] = [];
    run(clock, collect(channel, clock, got), ignore);
    clock.advance(2);
    expect(got).toEqual([[1, 'kept']]);
  });
});

describe('a writer that is interrupted', () => {
  it('takes its item with it', () => {
    const clock = new Clock(0);
    const channel = new Channel<string>(1);
    channel.push('first');
    const writer = run(clock, channel.send('withdrawn'), ignore);
    writer.interrupt('SIGINT');
    clock.advance(0);
    channel.close();
    const got: [number, string | undefined][] = [];
    run(clock, collect(channel, clock, got), ignore);
    expect(got.map(([, item]) => item)).toEqual(['first', undefined]);
  });
});
