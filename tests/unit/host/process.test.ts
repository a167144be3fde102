import { describe, expect, it } from 'vitest';
import type { Errno, Interrupted } from '../../../src/host/index.ts';
import { type Program } from '../../../src/host/index.ts';
import { millisecond, second, wait } from '../../../src/sim/index.ts';
import { begin, bench } from './bench.ts';

function* forever(): ReturnType<Program> {
  return yield* wait<number>(() => undefined);
}

describe('exit status', () => {
  it('is what the program returns, modulo 256, a millisecond after its start', () => {
    const { runs, clock } = bench();
    const before = clock.now;
    expect(
      runs(function* (self) {
        yield* self.print('hi\n');
        return 257;
      }),
    ).toMatchObject({ stdout: 'hi\n', exit: 1 });
    expect(clock.now - before).toBeGreaterThanOrEqual(millisecond);
    expect(clock.now - before).toBeLessThan(2 * millisecond);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGKILL', 137],
    ['SIGHUP', 129],
  ] as const)('of a program that %s ended is %i', (signal, code) => {
    const { host, clock } = bench();
    const ran = begin(host, forever);
    clock.advance(clock.now + second);
    ran.process.signal(signal);
    clock.advance(clock.now + second);
    expect(ran.exit).toBe(code);
    expect(host.root.processes.has(ran.process.pid)).toBe(false);
  });

  it('is 141 without a word when a pipe broke, 70 with one when the program has a bug', () => {
    const { runs } = bench();
    const broken = runs(function* (self) {
      const { reader, writer } = self.pipe();
      reader.close();
      yield* writer.write('x');
      return 0;
    });
    expect(broken).toMatchObject({ stderr: '', exit: 141 });
    const bug = runs(function* () {
      throw new TypeError('no such thing');
    });
    expect(bug).toMatchObject({ stderr: 'test: internal error: TypeError: no such thing\n', exit: 70 });
  });
});

describe('signals', () => {
  it('are thrown into a program, which may clean up and go on', () => {
    const { host, clock } = bench();
    const ran = begin(host, function* (self) {
      try {
        return yield* forever();
      } catch (error) {
        yield* self.print(`caught ${(error as Interrupted).signal}`);
        return 3;
      }
    });
    clock.advance(clock.now + second);
    ran.process.signal('SIGTERM');
    clock.advance(clock.now + second);
    expect(ran).toMatchObject({ stdout: 'caught SIGTERM', exit: 3 });
  });

  it('call a trap, are ignored when told so, and a child inherits only that', () => {
    const { host, clock } = bench();
    const seen: string[] = [];
    const ran = begin(host, function* (self) {
      self.trap('SIGUSR1', () => seen.push('usr1'));
      self.trap('SIGTERM', 'ignore');
      self.trap('SIGINT', () => seen.push('int'));
      const child = self.spawn({ argv: ['child'], program: forever });
      for (const signal of ['SIGTERM', 'SIGUSR1', 'SIGINT'] as const) {
        self.kill(self.pid, signal);
        yield* self.sleep(second);
      }
      self.kill(child.pid, 'SIGTERM');
      yield* self.sleep(second);
      const survived = child.exit === undefined;
      self.kill(child.pid, 'SIGINT');
      const { code } = yield* self.wait(child);
      return survived ? code : 1;
    });
    clock.advance(clock.now + 20 * second);
    expect(seen).toEqual(['usr1', 'int']);
    expect(ran.exit).toBe(130);
  });

  it('do not end a pid 1 that does not handle them, but SIGKILL from outside does, and takes the rest along', () => {
    const { host, clock } = bench();
    const space = host.createSpace({ id: 'c1', hostname: 'c1', root: host.emptyTree() });
    const first = begin({ root: space }, function* (self) {
      self.spawn({ argv: ['child'], program: forever });
      return yield* forever();
    });
    clock.advance(clock.now + second);
    expect(first.process.pid).toBe(1);
    expect([...space.processes.keys()]).toEqual([1, 2]);
    first.process.signal('SIGTERM');
    first.process.kill(1, 'SIGKILL');
    clock.advance(clock.now + second);
    expect(first.exit).toBeUndefined();
    host.root.processes.get(1)?.kill(first.process.hostPid, 'SIGKILL');
    expect(first.exit).toBe(137);
    expect(space.processes.size).toBe(0);
  });

  it('stop a process in mid-loop and let it go on where it was', () => {
    const { host, clock } = bench();
    let steps = 0;
    const ran = begin(host, function* (self) {
      for (;;) {
        steps++;
        yield* self.sleep(10 * millisecond);
      }
    });
    clock.advance(clock.now + second);
    ran.process.signal('SIGSTOP');
    expect(ran.process.state).toBe('T');
    const stopped = steps;
    clock.advance(clock.now + second);
    expect(steps).toBe(stopped);
    ran.process.signal('SIGCONT');
    clock.advance(clock.now + second);
    expect(steps).toBeGreaterThan(stopped + 90);
  });

  it('stop a child by SIGTSTP only when its parent waits for that', () => {
    const { runs } = bench();
    const ran = runs(function* (self) {
      const child = self.spawn({ argv: ['child'], program: forever, newGroup: true });
      yield* self.sleep(second);
      self.kill(-child.pgid, 'SIGTSTP');
      const deaf = child.state;
      const at = self.clock.now;
      self.clock.after(second, () => self.kill(child.pid, 'SIGTSTP'));
      const status = yield* self.wait(child, { untraced: true });
      yield* self.print(`${deaf} ${child.state} ${JSON.stringify(status)} ${self.clock.now - at >= second}`);
      self.kill(child.pid, 'SIGKILL');
      return 0;
    });
    expect(ran.stdout).toBe('S T {"code":148,"signal":"SIGTSTP","stopped":true} true');
  });

  it('lose nothing that a finished read brought', () => {
    const { host, clock } = bench();
    const got: string[] = [];
    const ran = begin(host, function* (self) {
      const { reader, writer } = self.pipe();
      self.spawn({
        argv: ['writer'],
        files: new Map([[1, writer]]),
        program: function* (child) {
          for (let i = 0; i < 100; i++) yield* child.print(`${i};`);
          return 0;
        },
      });
      writer.close();
      for (;;) {
        try {
          const data = yield* reader.read();
          if (data === '') return 0;
          got.push(data);
        } catch {
          // once more
        }
      }
    });
    clock.advance(clock.now + 1_010);
    for (let i = 0; i < 200; i++) {
      clock.advance(clock.now + 7);
      ran.process.signal('SIGINT');
    }
    clock.advance(clock.now + second);
    expect(got.join('')).toBe(Array.from({ length: 100 }, (_, i) => `${i};`).join(''));
    expect(ran.exit).toBe(0);
  });
});

describe('programs', () => {
  it('are found on PATH, or said to be missing or not executable', () => {
    const { host, runs } = bench();
    host.root.files.writeProgram('/usr/bin/hello', function* (self) {
      yield* self.print(self.argv.join(' '));
      return 0;
    });
    host.root.files.writeFile('/root/plain', 'text');
    const ran = runs(function* (self) {
      const codes = ['nosuch', '/root/plain', '/root'].map((name) => {
        try {
          self.spawn({ argv: [name] });
          return 'ok';
        } catch (error) {
          return (error as Errno).code;
        }
      });
      host.root.files.chmod('/root/plain', 0o755);
      try {
        self.spawn({ argv: ['./plain'] });
      } catch (error) {
        codes.push((error as Errno).code);
      }
      yield* self.print(`${codes.join(' ')} ${self.which('hello')} ${self.which('nosuch')} `);
      return (yield* self.wait(self.spawn({ argv: ['hello', 'you'] }))).code;
    });
    expect(ran).toMatchObject({ stdout: 'ENOENT EACCES EACCES ENOEXEC /usr/bin/hello undefined hello you', exit: 0 });
  });

  it('run scripts through the interpreter of their first line', () => {
    const { host, runs } = bench();
    host.root.files.writeProgram('/bin/interp', function* (self) {
      yield* self.print(self.argv.join('|'));
      return 0;
    });
    host.root.files.writeFile('/root/script', '#! /bin/interp -x  \nbody\n', { mode: 0o755 });
    host.root.files.writeFile('/root/lost', '#!/no/such\n', { mode: 0o755 });
    expect(runs(['./script', 'a', 'b']).stdout).toBe('/bin/interp|-x|./script|a|b');
    expect(() => runs(['./lost'])).toThrow('No such file or directory');
  });

  it('that never wait move the clock when they compute', () => {
    const { host, clock } = bench();
    let steps = 0;
    const ran = begin(host, function* (self) {
      for (;;) {
        steps++;
        yield* self.charge(20);
      }
    });
    clock.advance(clock.now + second);
    expect(steps).toBeGreaterThan(40_000);
    expect(steps).toBeLessThan(60_000);
    expect(ran.process.state).toBe('R');
    ran.process.signal('SIGINT');
    clock.advance(clock.now + millisecond);
    expect(ran.exit).toBe(130);
  });

  it('that write for ever into nothing move the clock too', () => {
    const { host, clock } = bench();
    const ran = begin(host, function* (self) {
      const nothing = yield* self.open('/dev/null', 'w');
      for (;;) yield* nothing.write('y\n'.repeat(1000));
    });
    const steps = clock.steps;
    clock.advance(clock.now + second);
    expect(clock.steps - steps).toBeLessThan(2_000);
    ran.process.signal('SIGKILL');
    expect(ran.exit).toBe(137);
  });

  it('hand their children to pid 1 when they end', () => {
    const { host, clock } = bench();
    let child = 0;
    begin(host, function* (self) {
      child = self.spawn({ argv: ['child'], program: forever }).pid;
      return 0;
    });
    clock.advance(clock.now + second);
    expect(host.root.processes.get(child)?.ppid).toBe(1);
  });

  it('run a second coroutine that ends with them', () => {
    const { host, clock } = bench();
    let ticks = 0;
    const ran = begin(host, function* (self) {
      self.thread(
        (function* () {
          for (;;) {
            ticks++;
            yield* self.sleep(second);
          }
        })(),
      );
      yield* self.sleep(5.5 * second);
      return 0;
    });
    clock.advance(clock.now + 20 * second);
    expect(ran.exit).toBe(0);
    expect(ticks).toBe(6);
  });
});
