import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Fabric,
  NetError,
  exchange,
  serveHttp,
  type Connection,
  type NetFault,
  type Plug,
} from '../../../src/net/index.ts';
import { Channel, Clock, run, second, sleep, type Co, type Outcome } from '../../../src/sim/index.ts';

function wires() {
  const clock = new Clock(0);
  const fabric = new Fabric(clock);
  const a = fabric.plug('a', '10.0.0.1');
  const b = fabric.plug('b', '10.0.0.2');
  return { clock, fabric, a, b, link: fabric.link('a', 'b') };
}

/** Both ends of a fresh connection from a to b. */
function connected() {
  const all = wires();
  const far = heard();
  all.b.listen(80, far.take);
  const near = heard();
  finish(all.clock, all.a.dial('10.0.0.2', 80), (connection) => near.take(connection));
  all.clock.advance(all.clock.now + 1_000);
  return { ...all, near, far };
}

/** A connection and what it told its holder. */
function heard() {
  const told = {
    connection: undefined as Connection | undefined,
    messages: [] as unknown[],
    ends: [] as (NetFault | undefined)[],
    take: (connection: Connection): void => {
      told.connection = connection;
      connection.onMessage((message) => told.messages.push(message));
      connection.onClose((fault) => told.ends.push(fault));
    },
  };
  return told;
}

function finish<T>(clock: Clock, co: Co<T>, then: (value: T) => void, failed?: (error: unknown) => void): void {
  run(clock, co, (outcome: Outcome<T>) => (outcome.ok ? then(outcome.value) : failed?.(outcome.error)));
}

function dialled(clock: Clock, plug: Plug, address: string, port: number): { fault: string; at: number } {
  const result = { fault: 'none', at: 0 };
  const start = clock.now;
  finish(
    clock,
    plug.dial(address, port),
    () => Object.assign(result, { fault: 'connected', at: clock.now - start }),
    (error) => Object.assign(result, { fault: (error as NetError).fault, at: clock.now - start }),
  );
  clock.advance(start + 30 * second);
  return result;
}

describe('dial', () => {
  it('takes one round trip, 300 µs each way between hosts and 20 within one', () => {
    const { clock, a, b } = wires();
    b.listen(80, () => undefined);
    a.listen(81, () => undefined);
    expect(dialled(clock, a, '10.0.0.2', 80)).toEqual({ fault: 'connected', at: 600 });
    expect(dialled(clock, a, 'localhost', 81)).toEqual({ fault: 'connected', at: 40 });
    expect(dialled(clock, a, '10.0.0.1', 81)).toEqual({ fault: 'connected', at: 40 });
  });

  it('is refused by a live host, and times out after 20 s of silence', () => {
    const { clock, a, b, link } = wires();
    expect(dialled(clock, a, '10.0.0.2', 80)).toEqual({ fault: 'connection refused', at: 600 });
    expect(dialled(clock, a, '10.0.0.9', 80).fault).toBe('no route to host');
    link.cut = true;
    expect(dialled(clock, a, '10.0.0.2', 80)).toEqual({ fault: 'connection timed out', at: 20 * second });
    link.cut = false;
    b.powered = false;
    expect(dialled(clock, a, '10.0.0.2', 80)).toEqual({ fault: 'connection timed out', at: 20 * second });
  });

  it('knocks again, so that a cable mended in time lets it through', () => {
    const { clock, a, b, link } = wires();
    b.listen(80, () => undefined);
    link.cut = true;
    clock.after(2 * second, () => {
      link.cut = false;
    });
    const { fault, at } = dialled(clock, a, '10.0.0.2', 80);
    expect(fault).toBe('connected');
    expect(at).toBeGreaterThan(2 * second);
    expect(at).toBeLessThan(4 * second);
  });

  it('leaves no half connection behind when its caller is killed', () => {
    const { clock, a, b } = wires();
    const far = heard();
    b.listen(80, far.take);
    const routine = run(clock, a.dial('10.0.0.2', 80), () => undefined);
    clock.advance(400);
    expect(far.connection?.open).toBe(true);
    routine.kill();
    clock.advance(second);
    expect(far.ends).toEqual([undefined]);
  });

  it('finds a port taken by the second who wants it', () => {
    const { a } = wires();
    const cancel = a.listen(80, () => undefined);
    expect(() => a.listen(80, () => undefined)).toThrow(new NetError('address already in use'));
    cancel();
    a.listen(80, () => undefined);
  });
});

describe('a connection', () => {
  it('carries messages in order, each 300 µs late', () => {
    const { clock, near, far } = connected();
    near.connection?.send('one');
    near.connection?.send('two');
    clock.advance(clock.now + 299);
    expect(far.messages).toEqual([]);
    clock.advance(clock.now + 1);
    expect(far.messages).toEqual(['one', 'two']);
  });

  it('keeps order when the link gets faster', () => {
    const { clock, link, near, far } = connected();
    link.latency = 5_000;
    near.connection?.send('one');
    link.latency = 10;
    near.connection?.send('two');
    clock.advance(clock.now + second);
    expect(far.messages).toEqual(['one', 'two']);
  });

  it('keeps what came before its listener', () => {
    const { clock, a, b } = wires();
    b.listen(80, (connection) => {
      connection.send('greeting');
      connection.close();
    });
    const near = heard();
    let connection: Connection | undefined;
    finish(clock, a.dial('10.0.0.2', 80), (made) => (connection = made));
    clock.advance(second);
    near.take(connection as Connection);
    expect(near).toMatchObject({ messages: ['greeting'], ends: [undefined] });
  });

  it('is told of an orderly close once, after what was sent before', () => {
    const { clock, near, far } = connected();
    near.connection?.send('last');
    near.connection?.close();
    near.connection?.send('never');
    clock.advance(clock.now + second);
    expect(far).toMatchObject({ messages: ['last'], ends: [undefined] });
    expect(near.ends).toEqual([]);
  });

  it('survives a short cut with nothing lost', () => {
    const { clock, link, near, far } = connected();
    near.connection?.send(1);
    link.cut = true;
    near.connection?.send(2);
    clock.advance(clock.now + 10 * second);
    expect(far.messages).toEqual([]);
    link.cut = false;
    near.connection?.send(3);
    clock.advance(clock.now + second);
    expect(far.messages).toEqual([1, 2, 3]);
    expect(near.ends).toEqual([]);
  });

  it('dies by a long cut: timed out for who sent, reset for the other when it sends', () => {
    const { clock, link, near, far } = connected();
    link.cut = true;
    near.connection?.send('lost');
    clock.advance(clock.now + 14 * second);
    expect(near.ends).toEqual([]);
    clock.advance(clock.now + 2 * second);
    expect(near.ends).toEqual(['connection timed out']);
    expect(far.ends).toEqual([]);
    link.cut = false;
    far.connection?.send('hello?');
    clock.advance(clock.now + second);
    expect(far.ends).toEqual(['connection reset by peer']);
    expect(far.messages).toEqual([]);
  });

  it('is silent when the other machine loses power, and reset when that is on again', () => {
    const { clock, b, near, far } = connected();
    b.powered = false;
    clock.advance(clock.now + 60 * second);
    expect(near.ends).toEqual([]);
    expect(far.ends).toEqual([]);
    near.connection?.send('anybody there?');
    clock.advance(clock.now + 5 * second);
    b.powered = true;
    clock.advance(clock.now + second);
    expect(near.ends).toEqual(['connection reset by peer']);
    expect(far.messages).toEqual([]);
  });

  it('delivers a prefix of what was sent, in order, whatever is cut and mended', () => {
    const deeds = fc.array(
      fc.oneof(
        fc.record({ send: fc.nat(99) }),
        fc.record({ cut: fc.boolean() }),
        fc.record({ pass: fc.integer({ min: 1, max: 8 * second }) }),
        fc.record({ latency: fc.integer({ min: 1, max: 50_000 }) }),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(deeds, (list) => {
        const { clock, link, near, far } = connected();
        const sent: number[] = [];
        for (const deed of list) {
          if ('send' in deed) {
            if (near.connection?.open) sent.push(deed.send);
            near.connection?.send(deed.send);
          } else if ('cut' in deed) link.cut = deed.cut;
          else if ('latency' in deed) link.latency = deed.latency;
          else clock.advance(clock.now + deed.pass);
        }
        link.cut = false;
        clock.advance(clock.now + 30 * second);
        expect(far.messages).toEqual(sent.slice(0, far.messages.length));
        if (near.connection?.open) expect(far.messages).toEqual(sent);
      }),
    );
  });
});

describe('the fabric', () => {
  it('lists cut links by host name and tells of changes', () => {
    const { fabric, link } = wires();
    let changes = 0;
    fabric.changed.subscribe(() => changes++);
    expect(fabric.cuts).toEqual([]);
    link.cut = true;
    expect(fabric.cuts).toEqual([['a', 'b']]);
    expect(fabric.link('b', 'a').cut).toBe(true);
    fabric.link('b', 'a').cut = false;
    expect(fabric.cuts).toEqual([]);
    expect(changes).toBe(2);
  });
});

describe('HTTP over the fabric', () => {
  const request = { method: 'GET', target: '/', headers: {} };

  function asked(handler: Parameters<typeof serveHttp>[1], more: object = {}) {
    const all = wires();
    all.b.listen(80, serveHttp(all.clock, handler));
    const pieces: unknown[] = [];
    const result = { status: 0, body: undefined as unknown, ended: false, fault: '', pieces };
    function* client(): Co<void> {
      const connection = yield* all.a.dial('10.0.0.2', 80);
      const response = yield* exchange(all.clock, connection, { ...request, ...more });
      Object.assign(result, { status: response.status, body: response.body });
      for (let piece = yield* stream(response); piece !== undefined; piece = yield* stream(response))
        pieces.push(piece);
    }
    function* stream(response: { stream?: { receive: () => Co<unknown> } }): Co<unknown> {
      return response.stream ? yield* response.stream.receive() : undefined;
    }
    const routine = run(all.clock, client(), (outcome) => {
      result.ended = true;
      if (!outcome.ok) result.fault = (outcome.error as Error).message;
    });
    return { ...all, result, routine };
  }

  it('brings an answer back from the address that the request came to', () => {
    const { clock, result } = asked(function* (asking, from) {
      return { status: 200, headers: {}, body: `${asking.method} ${from}` };
    });
    clock.advance(second);
    expect(result).toMatchObject({ status: 200, body: 'GET 10.0.0.1', ended: true });
  });

  it('brings a stream piece by piece and its end', () => {
    const { clock, result } = asked(function* () {
      const stream = new Channel<unknown>();
      for (const n of [1, 2, 3]) stream.push(n);
      clock.after(5 * second, () => stream.close());
      return { status: 200, headers: {}, stream };
    });
    clock.advance(second);
    expect(result).toMatchObject({ pieces: [1, 2, 3], ended: false });
    clock.advance(6 * second);
    expect(result.ended).toBe(true);
  });

  it('takes what the client goes on sending', () => {
    const input = new Channel<string>();
    input.push('a');
    input.push('b');
    input.close();
    const { clock, result } = asked(
      function* (asking) {
        let all = '';
        for (let piece = yield* asking.input!.receive(); piece !== undefined; piece = yield* asking.input!.receive())
          all += piece as string;
        return { status: 200, headers: {}, body: all };
      },
      { input },
    );
    clock.advance(second);
    expect(result.body).toBe('ab');
  });

  it('answers 500 for a handler that fails', () => {
    const { clock, result } = asked(function* () {
      throw new Error('oops');
    });
    clock.advance(second);
    expect(result).toMatchObject({ status: 500, body: { message: 'Error: oops' } });
  });

  it('drops the handler, and cancels its stream, when the client goes', () => {
    let reached = false;
    const slow = asked(function* () {
      yield* sleep(slow.clock, 10 * second);
      reached = true;
      return { status: 200, headers: {} };
    });
    slow.clock.advance(second);
    slow.routine.kill();
    slow.clock.advance(20 * second);
    expect(reached).toBe(false);

    const stream = new Channel<unknown>();
    const streaming = asked(function* () {
      return { status: 200, headers: {}, stream };
    });
    streaming.clock.advance(second);
    expect(stream.broken).toBe(false);
    streaming.a.powered = false;
    streaming.a.powered = true;
    stream.push('to nobody');
    streaming.clock.advance(2 * second);
    expect(stream.broken).toBe(true);
  });

  it('is a reset for the client when the server is closed under it', () => {
    const { clock, result } = asked(function* () {
      throw new NetError('connection reset by peer');
    });
    clock.advance(second);
    expect(result).toMatchObject({ status: 0, fault: 'connection reset by peer', ended: true });
  });
});
