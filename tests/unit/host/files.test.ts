import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Errno, utf8Length, type FileSystem } from '../../../src/host/index.ts';
import { second } from '../../../src/sim/index.ts';
import { begin, bench } from './bench.ts';

function fresh(): FileSystem {
  const { host } = bench();
  return host.createSpace({ id: 'c', hostname: 'c', root: host.emptyTree() }).files;
}

/** The code of the error that a call throws; `ok` when it does not. */
function code(call: () => unknown): string {
  try {
    call();
    return 'ok';
  } catch (error) {
    if (error instanceof Errno) return error.code;
    throw error;
  }
}

describe('paths', () => {
  it('lead through links, dots and mounts', () => {
    const { host } = bench();
    const { files } = host.createSpace({ id: 'c', hostname: 'c', root: host.emptyTree() });
    files.writeFile('/a/b/file', 'x', { parents: true });
    files.symlink('../a', '/a/up');
    files.symlink('/a/b', '/short');
    expect(files.readFile('/a/up/up/b/./../b/file')).toBe('x');
    expect(files.realpath('/short/file')).toBe('/a/b/file');
    expect(files.realpath('/../../a')).toBe('/a');
    files.mount({ target: '/a/b', source: 'tmpfs', type: 'tmpfs', readOnly: false, tree: host.emptyTree() });
    expect(code(() => files.readFile('/short/file'))).toBe('ENOENT');
    files.writeFile('/short/other', 'y');
    expect(files.list('/a/b/..')).toEqual(['b', 'up']);
    files.unmount('/a/b');
    expect(files.list('/a/b')).toEqual(['file']);
  });

  it('fail as Linux says', () => {
    const files = fresh();
    files.writeFile('/file', '');
    files.mkdir('/dir/sub', { parents: true });
    files.symlink('/loop', '/loop');
    expect(code(() => files.stat('/nosuch'))).toBe('ENOENT');
    expect(code(() => files.stat('/nosuch/deeper'))).toBe('ENOENT');
    expect(code(() => files.stat('/file/deeper'))).toBe('ENOTDIR');
    expect(code(() => files.stat('/file/'))).toBe('ENOTDIR');
    expect(code(() => files.stat('/loop'))).toBe('ELOOP');
    expect(code(() => files.readFile('/dir'))).toBe('EISDIR');
    expect(code(() => files.writeFile('/dir', ''))).toBe('EISDIR');
    expect(code(() => files.mkdir('/dir'))).toBe('EEXIST');
    expect(code(() => files.remove('/dir'))).toBe('ENOTEMPTY');
    expect(code(() => files.rename('/dir', '/dir/sub/x'))).toBe('EINVAL');
    expect(code(() => files.rename('/dir', '/file'))).toBe('ENOTDIR');
    expect(code(() => files.rename('/file', '/dir'))).toBe('EISDIR');
    expect(files.stat('/loop', { followLink: false })).toMatchObject({ kind: 'symlink', target: '/loop', size: 5 });
  });
});

describe('files', () => {
  it('keep their mode, take a new time, count UTF-8', () => {
    const { host, clock } = bench();
    const { files } = host.root;
    files.writeFile('/root/f', '한글', { mode: 0o600 });
    clock.advance(clock.now + second);
    files.writeFile('/root/f', '!', { append: true });
    expect(files.stat('/root/f')).toMatchObject({ mode: 0o600, size: 7, mtime: clock.now, uid: 0, links: 1 });
  });

  it('are read, written and appended to at their own place', () => {
    const { host, runs } = bench();
    const ran = runs(function* (self) {
      const out = yield* self.open('f', 'w');
      yield* out.write('one\n');
      const twin = out.dup();
      yield* twin.write('two\n');
      out.close();
      yield* twin.write('three\n');
      const more = yield* self.open('f', 'a');
      yield* more.write('four\n');
      const inn = yield* self.open('f', 'r');
      yield* self.print(`${yield* inn.read(4)}|${yield* self.readAll(inn)}`);
      return 0;
    });
    expect(ran.stdout).toBe('one\n|two\nthree\nfour\n');
    expect(host.root.files.readFile('/root/f')).toBe('one\ntwo\nthree\nfour\n');
  });

  it('refuse what the user may not', () => {
    const { host, runs } = bench();
    host.root.files.writeFile('/etc/shadow', 'x', { mode: 0o600 });
    const user = { name: 'nobody', uid: 65534, gid: 65534 };
    const open = (path: string, mode: 'r' | 'w') =>
      runs(
        function* (self) {
          try {
            yield* self.open(path, mode);
            return 0;
          } catch (error) {
            yield* self.print((error as Error).message);
            return 1;
          }
        },
        { user },
      ).stdout;
    expect(open('/etc/shadow', 'r')).toBe('Permission denied');
    expect(open('/etc/passwd', 'r')).toBe('');
    expect(open('/etc/passwd', 'w')).toBe('Permission denied');
  });

  it('of a read-only mount cannot change', () => {
    const { host } = bench();
    const root = host.makeTree({ '/file': 'x', '/dir': { directory: true } });
    const { files } = host.createSpace({ id: 'c', hostname: 'c', root, readOnly: true });
    for (const call of [
      () => files.writeFile('/file', 'y'),
      () => files.writeFile('/new', 'y'),
      () => files.mkdir('/dir/sub'),
      () => files.remove('/file'),
      () => files.chmod('/file', 0o600),
      () => files.rename('/file', '/file2'),
    ])
      expect(code(call)).toBe('EROFS');
    files.mount({ target: '/dir', source: 'tmpfs', type: 'tmpfs', readOnly: false, tree: host.emptyTree() });
    files.writeFile('/dir/ok', '');
    expect(code(() => files.rename('/dir/ok', '/ok'))).toBe('EXDEV');
    expect(code(() => files.remove('/dir'))).toBe('EBUSY');
  });

  it('are shared by a bind mount, and not by a snapshot', () => {
    const { host } = bench();
    host.root.files.writeFile('/data/one', '1', { parents: true });
    const copy = host.root.files.snapshot('/data');
    const { files } = host.createSpace({ id: 'c', hostname: 'c', root: host.emptyTree() });
    files.mount({
      target: '/mnt',
      source: '/dev/sda1',
      type: 'ext4',
      readOnly: false,
      tree: host.root.files.subtree('/data'),
    });
    files.mount({
      target: '/etc/one',
      source: '/dev/sda1',
      type: 'ext4',
      readOnly: true,
      tree: host.root.files.subtree('/data/one'),
    });
    files.mount({ target: '/copy', source: 'overlay', type: 'overlay', readOnly: false, tree: copy });
    files.writeFile('/mnt/one', '2');
    expect(host.root.files.readFile('/data/one')).toBe('2');
    expect(files.readFile('/etc/one')).toBe('2');
    expect(code(() => files.writeFile('/etc/one', '3'))).toBe('EROFS');
    expect(files.readFile('/copy/one')).toBe('1');
  });

  it('of a list may be content, programs, links and directories, in any order', () => {
    const { host } = bench();
    const tree = host.makeTree({
      '/bin/tool': () => [][Symbol.iterator]() as never,
      '/usr/bin': { directory: true },
      '/bin': { link: 'usr/bin' },
      '/etc/conf': { content: 'x', mode: 0o640, uid: 5 },
    });
    const { files } = host.createSpace({ id: 'c', hostname: 'c', root: tree });
    expect(files.program('/usr/bin/tool')).toBeTypeOf('function');
    expect(files.stat('/etc/conf')).toMatchObject({ mode: 0o640, uid: 5, kind: 'file' });
    expect(files.list('/')).toEqual(['bin', 'dev', 'etc', 'proc', 'usr']);
  });

  it('behave like a map of paths, whatever is done to them', () => {
    const name = fc.constantFrom('/a', '/b', '/d/a', '/d/b');
    const deed = fc.oneof(
      fc.record({ write: name, text: fc.string() }),
      fc.record({ remove: name }),
      fc.record({ rename: name, to: name }),
    );
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
        const files = fresh();
        files.mkdir('/d');
        const model = new Map<string, string>();
        for (const step of deeds) {
          if ('write' in step) {
            files.writeFile(step.write, step.text);
            model.set(step.write, step.text);
          } else if ('remove' in step) {
            expect(code(() => files.remove(step.remove))).toBe(model.delete(step.remove) ? 'ok' : 'ENOENT');
          } else {
            const text = model.get(step.rename);
            expect(code(() => files.rename(step.rename, step.to))).toBe(text === undefined ? 'ENOENT' : 'ok');
            if (text === undefined) continue;
            model.delete(step.rename);
            model.set(step.to, text);
          }
        }
        for (const path of ['/a', '/b', '/d/a', '/d/b'])
          expect(files.exists(path) ? files.readFile(path) : undefined).toBe(model.get(path));
      }),
    );
  });

  it('have the size that an encoder says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });
});

describe('/dev and /proc', () => {
  it('answer as devices do', () => {
    const { runs } = bench();
    const ran = runs(function* (self) {
      const zero = yield* self.open('/dev/zero', 'r');
      const noise = yield* self.open('/dev/urandom', 'r');
      const full = yield* self.open('/dev/full', 'w');
      const out = yield* self.open('/dev/stdout', 'w');
      yield* out.write(`${(yield* zero.read(3)).length} ${(yield* noise.read(8)).length} `);
      try {
        yield* full.write('x');
      } catch (error) {
        yield* self.print((error as Error).message);
      }
      return 0;
    });
    expect(ran.stdout).toBe('3 8 No space left on device');
  });

  it('tell the machine as it is', () => {
    const { host, clock } = bench();
    clock.advance(clock.now + 90 * second);
    const { files } = host.root;
    expect(files.readFile('/proc/uptime')).toBe('90.00 180.00\n');
    expect(files.readFile('/proc/meminfo')).toMatch(/^MemTotal: {8}4194304 kB\n/);
    expect(files.readFile('/proc/cpuinfo').match(/^processor/gm)).toHaveLength(2);
    expect(files.readFile('/proc/mounts')).toContain('/dev/sda1 / ext4 rw,relatime 0 0\n');
    expect(code(() => files.writeFile('/proc/uptime', ''))).toBe('EACCES');
  });
});

describe('pipes', () => {
  it('hand everything on in order, whatever the sizes of writes and reads, and end with the last writer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 80_000 }),
        (sizes, max) => {
          const { host, clock } = bench();
          let got = '';
          const sent = sizes.map((size, i) => String.fromCharCode(97 + i).repeat(size));
          const ran = begin(host, function* (self) {
            const { reader, writer } = self.pipe();
            self.spawn({
              argv: ['writer'],
              files: new Map([[1, writer]]),
              program: function* (child) {
                for (const text of sent) yield* child.print(text);
                return 0;
              },
            });
            writer.close();
            for (let data = yield* reader.read(max); data !== ''; data = yield* reader.read(max)) {
              expect(data.length).toBeLessThanOrEqual(max);
              got += data;
            }
            return 0;
          });
          clock.advance(clock.now + 20 * second);
          expect(ran.exit).toBe(0);
          expect(got).toBe(sent.join(''));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('break for a writer whose reader is killed while it waits', () => {
    const { runs } = bench();
    const ran = runs(function* (self) {
      const { reader, writer } = self.pipe();
      const child = self.spawn({
        argv: ['reader'],
        files: new Map([[0, reader]]),
        program: function* (own) {
          yield* own.sleep(100 * second);
          return 0;
        },
      });
      reader.close();
      self.clock.after(second, () => child.signal('SIGKILL'));
      yield* writer.write('x'.repeat(1_000_000));
      return 0;
    });
    expect(ran.exit).toBe(141);
  });
});
