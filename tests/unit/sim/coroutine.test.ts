import { describe, expect, it } from 'vitest';
import { Clock, load, run, sleep, wait, type Co, type Outcome, type Resume } from '../../../src/sim/index.ts';

/** Runs a coroutine on a fresh clock, keeping how it ended and whatever it says. */
function start<T>(make: (clock: Clock, say: (word: string) => void) => Co<T>) {
  const clock = new Clock(0);
  const said: string[] = [];
  const ends: Outcome<T>[] = [];
  const co = make(clock, (word) => said.push(`${clock.now} ${word}`));
  const routine = run(clock, co, (outcome) => ends.push(outcome));
  return { clock, said, ends, routine };
}

describe('a coroutine', () => {
  it('runs to its first wait at once, then on the clock', () => {
    const { clock, said, ends } = start(function* (clock, say) {
      say('begin');
      yield* sleep(clock, 10);
      say('end');
      return 42;
    });
    expect(said).toEqual(['0 begin']);
    clock.advance(9);
    expect(ends).toEqual([]);
    clock.advance(10);
    expect(said).toEqual(['0 begin', '10 end']);
    expect(ends).toEqual([{ ok: true, value: 42 }]);
  });

  it('goes straight on where a wait ends before it began', () => {
    const { said, ends } = start(function* (_clock, say) {
      for (let i = 0; i < 100_000; i++) yield* wait<number>((resume) => void resume.value(i));
      say('through');
    });
    expect(said).toEqual(['0 through']);
    expect(ends).toEqual([{ ok: true, value: undefined }]);
  });

  it('throws in its own place what a wait failed with', () => {
    const { ends } = start(function* () {
      try {
        yield* wait((resume) => void resume.error(new Error('refused')));
      } catch (error) {
        return (error as Error).message;
      }
      return 'not thrown';
    });
    expect(ends).toEqual([{ ok: true, value: 'refused' }]);
  });

  it('ends with the error that it does not catch', () => {
    const error = new Error('lost');
    const { ends, routine } = start(function* () {
      throw error;
    });
    expect(ends).toEqual([{ ok: false, error }]);
    expect(routine.done).toBe(true);
  });

  it('takes the first end of a wait and no other', () => {
    let resume: Resume<string> | undefined;
    const { clock, ends } = start(function* (clock) {
      const first = yield* wait<string>((given) => {
        resume = given;
        return undefined;
      });
      yield* sleep(clock, 5);
      return first;
    });
    resume?.value('first');
    resume?.value('second');
    resume?.error(new Error('third'));
    clock.advance(1);
    resume?.value('late'); // its wait is over: the sleep must not end by it
    clock.advance(4);
    expect(ends).toEqual([]);
    clock.advance(6);
    expect(ends).toEqual([{ ok: true, value: 'first' }]);
  });
});

describe('an interrupt', () => {
  it('is thrown where the coroutine waits, and stops that wait', () => {
    let stopped = 0;
    const { clock, routine, ends } = start(function* () {
      try {
        yield* wait(() => () => stopped++);
      } catch (error) {
        return error;
      }
      return undefined;
    });
    routine.interrupt('SIGINT');
    expect(stopped).toBe(1);
    expect(ends).toEqual([]); // at the present instant, but not inside the caller
    clock.advance(0);
    expect(ends).toEqual([{ ok: true, value: 'SIGINT' }]);
  });

  it('beats a resume of the same instant that has not run yet', () => {
    let resume: Resume<string> | undefined;
    const { clock, routine, ends } = start(function* () {
      try {
        return yield* wait<string>((given) => void (resume = given));
      } catch (error) {
        return error;
      }
    });
    resume?.value('data');
    routine.interrupt('SIGINT');
    clock.advance(0);
    expect(ends).toEqual([{ ok: true, value: 'SIGINT' }]);
  });

  it('lets its finally blocks wait', () => {
    const { clock, routine, said, ends } = start(function* (clock, say) {
      try {
        yield* sleep(clock, 100);
      } finally {
        say('cleaning');
        yield* sleep(clock, 5);
        say('clean');
      }
    });
    clock.advance(10);
    routine.interrupt('SIGTERM');
    clock.advance(200);
    expect(said).toEqual(['10 cleaning', '15 clean']);
    expect(ends).toEqual([{ ok: false, error: 'SIGTERM' }]);
  });

  it('does nothing to one that is done', () => {
    const { clock, routine, ends } = start(function* (clock) {
      yield* sleep(clock, 1);
    });
    clock.advance(1);
    routine.interrupt('SIGINT');
    clock.advance(2);
    expect(ends).toHaveLength(1);
  });

  it('can come again while the first is still on its way: the later one is thrown', () => {
    const { clock, routine, ends } = start(function* () {
      try {
        yield* wait(() => undefined);
      } catch (error) {
        return error;
      }
      return undefined;
    });
    routine.interrupt('SIGINT');
    routine.interrupt('SIGTERM');
    clock.advance(0);
    expect(ends).toEqual([{ ok: true, value: 'SIGTERM' }]);
  });

  it('from within, while the coroutine runs, is thrown at its next wait', () => {
    const clock = new Clock(0);
    const ends: Outcome<unknown>[] = [];
    const seen: string[] = [];
    function* program(): Co<unknown> {
      yield* sleep(clock, 1);
      routine.interrupt('self');
      seen.push('goes on');
      try {
        yield* sleep(clock, 10);
      } catch (error) {
        seen.push(`${clock.now}`);
        return error;
      }
      return 'slept';
    }
    const routine = run(clock, program(), (outcome) => ends.push(outcome));
    clock.advance(20);
    expect(seen).toEqual(['goes on', '1']);
    expect(ends).toEqual([{ ok: true, value: 'self' }]);
  });
});

describe('a kill', () => {
  it('drops the coroutine: no code of it runs, and nobody is told of an end', () => {
    let stopped = 0;
    const { clock, routine, said, ends } = start(function* (_clock, say) {
      try {
        yield* wait(() => () => stopped++);
      } finally {
        say('finally');
      }
    });
    routine.kill();
    clock.advance(100);
    expect({ stopped, said, ends, done: routine.done }).toEqual({ stopped: 1, said: [], ends: [], done: true });
  });

  it('forgets a resume or an interrupt that was on its way', () => {
    let resume: Resume<void> | undefined;
    const { clock, routine, said } = start(function* (_clock, say) {
      yield* wait<void>((given) => void (resume = given));
      say('resumed');
    });
    resume?.value();
    routine.interrupt('SIGINT');
    routine.kill();
    clock.advance(1);
    expect(said).toEqual([]);
  });

  it('from within stops it at its next wait, and cancels that wait', () => {
    const clock = new Clock(0);
    let ended = false;
    function* program(): Co<void> {
      yield* sleep(clock, 1);
      routine.kill();
      yield* sleep(clock, 10);
    }
    const routine = run(clock, program(), () => (ended = true));
    clock.advance(20);
    expect(ended).toBe(false);
    expect(clock.next()).toBeUndefined();
  });
});

describe('load', () => {
  const opened = (clock: Clock) => clock.holds.map((hold) => hold);

  it('holds time still, and gives what the import gave', () => {
    const { clock, ends } = start((clock) => load(clock, () => Promise.resolve('module')));
    expect(clock.advance(5)).toBe('held');
    for (const hold of opened(clock)) hold.resolve('module');
    clock.release();
    expect(clock.advance(5)).toBe('reached');
    expect(ends).toEqual([{ ok: true, value: 'module' }]);
  });

  it('is an error of the program when the import fails', () => {
    const error = new Error('Failed to fetch');
    const { clock, ends } = start((clock) => load(clock, () => Promise.resolve('module')));
    clock.advance(5);
    for (const hold of opened(clock)) hold.reject(error);
    clock.release();
    clock.advance(5);
    expect(ends).toEqual([{ ok: false, error }]);
  });
});
