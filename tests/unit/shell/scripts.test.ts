import { describe, expect, it } from 'vitest';
import { second } from '../../../src/sim/index.ts';
import { bash, machine, run } from './machine.ts';

describe('scripts', () => {
  it('reads commands from standard input, each before the next line is read', async () => {
    const { out, status } = await run(['bash'], 'echo a\nread x\nthis line is data\necho "$x"\nexit 7\necho never\n');
    expect({ out, status }).toEqual({ out: 'a\nthis line is data\n', status: 7 });
  });

  it('speaks as dash under the name sh', async () => {
    expect(await run(['sh', '-c', 'foo; cd /nope'])).toEqual({
      out: '',
      err: "sh: 1: foo: not found\nsh: 1: cd: can't cd to /nope\n",
      status: 2,
    });
  });

  it('runs a pipeline together: a reader that leaves ends an endless writer', async () => {
    const on = machine();
    const before = on.clock.now;
    expect((await run(['bash', '-c', 'yes | head -n 2; echo ${PIPESTATUS[0]}'], '', on)).out).toBe('y\ny\n141\n');
    expect(on.clock.now - before).toBeLessThan(second);
  });

  it('lets virtual time pass in an endless loop', async () => {
    const { status } = await bash('timeout 2 bash -c "while true; do :; done"');
    expect(status).toBe(124);
  });

  it('runs a trap when wait is interrupted, and the EXIT trap at the end', async () => {
    const { out, status } = await bash(
      `trap 'echo term' TERM; trap 'echo bye' EXIT; (sleep 1; kill $$) & sleep 5 & wait $!; echo $?`,
    );
    expect({ out, status }).toEqual({ out: 'term\n143\nbye\n', status: 0 });
  });

  it('hands signals on to the program that exec started', async () => {
    const { out } = await bash(`bash -c 'exec sleep 100' & sleep 1; kill $!; wait $!; echo $?`);
    expect(out).toBe('143\n');
  });

  it('limits recursion instead of breaking the machine', async () => {
    const { err } = await bash('f() { f; }; f');
    expect(err).toContain('maximum function nesting level exceeded');
  });

  it('tells curl from a host that nobody serves', async () => {
    expect(await bash('curl -s -o /dev/null -w "%{http_code}\\n" http://127.0.0.1:81; curl nohost')).toEqual({
      out: '000\n',
      err: 'curl: (6) Could not resolve host: nohost\n',
      status: 6,
    });
  });
});
