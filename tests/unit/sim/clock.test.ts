import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../../src/sim/index.ts';

describe('the order of work', () => {
  it('is by time, then by sequence', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 200 }), (delays) => {
        const clock = new Clock(0);
        const ran: { at: number; nth: number }[] = [];
        delays.forEach((delay, nth) => clock.after(delay, () => ran.push({ at: clock.now, nth })));
        clock.advance(50);
        const expected = delays.map((at, nth) => ({ at, nth })).sort((a, b) => a.at - b.at || a.nth - b.nth);
        expect(ran).toEqual(expected);
      }),
    );
  });

  it('puts what is to happen soon before every timer of the same instant', () => {
    const clock = new Clock(10);
    const ran: string[] = [];
    clock.at(10, () => ran.push('timer'));
    clock.soon(() => {
      ran.push('first');
      clock.soon(() => ran.push('third'));
    });
    clock.soon(() => ran.push('second'));
    clock.advance(10);
    expect(ran).toEqual(['first', 'second', 'third', 'timer']);
  });

  it('does not depend on how the time is sliced', () => {
    const transcript = (cuts: readonly number[]): string[] => {
      const clock = new Clock(0);
      const lines: string[] = [];
      const tick = (name: string, every: number): void => {
        clock.after(every, () => {
          lines.push(`${name} ${clock.now}`);
          tick(name, every);
        });
      };
      tick('a', 3);
      tick('b', 5);
      tick('c', 5);
      for (const cut of [...cuts].sort((a, b) => a - b)) clock.advance(cut);
      clock.advance(100);
      return lines;
    };
    const whole = transcript([]);
    fc.assert(
      fc.property(fc.array(fc.nat(100)), (cuts) => {
        expect(transcript(cuts)).toEqual(whole);
      }),
    );
  });

  it('never goes back: a time in the past, and a negative delay, are now', () => {
    const clock = new Clock(100);
    const ran: number[] = [];
    clock.at(5, () => ran.push(clock.now));
    clock.after(-20, () => ran.push(clock.now));
    clock.advance(100);
    expect(ran).toEqual([100, 100]);
  });

  it('rounds part of a microsecond up', () => {
    const clock = new Clock(0);
    clock.after(0.2, () => undefined);
    expect(clock.next()).toBe(1);
  });
});

describe('cancelling', () => {
  it('takes exactly the cancelled timers out', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ at: fc.nat(30), cancelled: fc.boolean() })), (timers) => {
        const clock = new Clock(0);
        const ran: number[] = [];
        const cancels = timers.map(({ at }, nth) => clock.at(at, () => ran.push(nth)));
        timers.forEach(({ cancelled }, nth) => cancelled && cancels[nth]?.());
        clock.advance(30);
        const kept = timers.flatMap(({ cancelled }, nth) => (cancelled ? [] : [nth]));
        expect(ran.sort((a, b) => a - b)).toEqual(kept);
        expect(clock.steps).toBe(kept.length);
      }),
    );
  });

  it('is harmless afterwards', () => {
    const clock = new Clock(0);
    const ran: string[] = [];
    const cancel = clock.after(1, () => ran.push('once'));
    clock.advance(1);
    cancel();
    clock.advance(2);
    expect(ran).toEqual(['once']);
  });

  it('leaves nothing due', () => {
    const clock = new Clock(0);
    clock.after(1, () => undefined)();
    expect(clock.next()).toBeUndefined();
    expect(clock.step()).toBe(false);
  });

  it('works from within the work of the same instant', () => {
    const clock = new Clock(0);
    const ran: string[] = [];
    clock.at(1, () => {
      ran.push('canceller');
      cancel();
    });
    const cancel = clock.at(1, () => ran.push('cancelled'));
    clock.advance(1);
    expect(ran).toEqual(['canceller']);
  });
});

describe('advancing', () => {
  it('ends at the instant asked for, whether anything was due or not', () => {
    const clock = new Clock(7);
    expect(clock.advance(50)).toBe('reached');
    expect(clock.now).toBe(50);
  });

  it('stays where it is when asked to go back', () => {
    const clock = new Clock(7);
    expect(clock.advance(3)).toBe('reached');
    expect(clock.now).toBe(7);
  });

  it('runs what is due at its end, and nothing later', () => {
    const clock = new Clock(0);
    const ran: number[] = [];
    for (const at of [9, 10, 11]) clock.at(at, () => ran.push(at));
    clock.advance(10);
    expect(ran).toEqual([9, 10]);
  });

  it('stops between two pieces of work, and goes on from there', () => {
    const clock = new Clock(0);
    const ran: number[] = [];
    for (const at of [1, 2, 3]) clock.at(at, () => ran.push(at));
    expect(clock.advance(10, () => ran.length === 2)).toBe('stopped');
    expect(clock.now).toBe(2);
    expect(clock.advance(10)).toBe('reached');
    expect(ran).toEqual([1, 2, 3]);
  });
});

describe('a hold', () => {
  const hold = { start: () => ({}) as PromiseLike<unknown>, resolve: () => undefined, reject: () => undefined };

  it('stops time until it is released', () => {
    const clock = new Clock(0);
    const ran: number[] = [];
    clock.at(1, () => clock.hold(hold));
    clock.at(2, () => ran.push(clock.now));
    expect(clock.advance(5)).toBe('held');
    expect(clock.now).toBe(1);
    expect(clock.holds).toEqual([hold]);
    expect(clock.step()).toBe(false);
    clock.release();
    expect(clock.advance(5)).toBe('reached');
    expect(ran).toEqual([2]);
  });
});
