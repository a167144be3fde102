import { beforeEach, describe, expect, it } from 'vitest';
import { machine, Session } from './machine.ts';

/** Output as a reader sees it: without colours, bracketed-paste switches and the prompt's text. */
const plain = (text: string): string =>
  text.replace(/\x1b\[\?2004[hl]\r?|\x1b\[\d*m/g, '').replaceAll('root@swarm-manager:~# ', '# ');

let session: Session;
const type = async (keys: string, seconds = 0.5): Promise<string> => plain(await session.type(keys, seconds));

beforeEach(async () => {
  session = new Session();
  await session.pass();
});

describe('prompt', () => {
  it('shows user, host and directory', async () => {
    expect(plain(session.output)).toBe('# ');
    expect(await type('cd /usr\r')).toBe('cd /usr\r\nroot@swarm-manager:/usr# ');
  });

  it('ends with Ctrl-D, and exit says so', async () => {
    expect(await type('\x04')).toBe('exit\r\n');
    expect(session.exited).toBe(true);
  });
});

describe('Ctrl-C', () => {
  it('ends a program and the rest of its line with 130', async () => {
    await type('sleep 100; echo no\r');
    expect(await type('\x03')).toBe('^C\r\n# ');
    expect(await type('echo $?\r')).toBe('echo $?\r\n130\r\n# ');
  });

  it('ends a loop of builtins', async () => {
    await type('while true; do :; done\r', 3);
    expect(await type('\x03')).toBe('^C\r\n# ');
    expect(await type('echo $?\r')).toContain('\n130\r\n');
  });

  it('drops the line under edit, and a continuation', async () => {
    expect(await type('abc\x03')).toBe('abc^C\r\n# ');
    expect(await type('if true\r')).toBe('if true\r\n> ');
    expect(await type('\x03')).toBe('^C\r\n# ');
  });
});

describe('jobs', () => {
  it('tells of a job that ended before the next prompt', async () => {
    expect(await type('sleep 1 &\r')).toMatch(/^sleep 1 &\r\n\[1\] \d+\r\n# $/);
    await session.pass(1);
    expect(await type('\r')).toBe('\r\n[1]+  Done                    sleep 1\r\n# ');
  });

  it('stops with Ctrl-Z and goes on with fg', async () => {
    await type('sleep 3\r');
    expect(await type('\x1a')).toBe('^Z\r\n[1]+  Stopped                 sleep 3\r\n# ');
    expect(await type('fg\r')).toBe('fg\r\nsleep 3\r\n');
    expect(await type('', 4)).toBe('# ');
  });
});

describe('editing', () => {
  it('moves by characters, words and to the ends', async () => {
    expect(await type('cho b c\x01e\x05\x1bbx\r')).toContain('\r\nb xc\r\n');
  });

  it('cuts with Ctrl-W, Ctrl-U, Ctrl-K and pastes with Ctrl-Y', async () => {
    expect(await type('one echo two\x17\x17\x15echo \x19\r')).toContain('\r\none\r\n');
    expect(await type('echo abc\x1b[D\x1b[D\x0b\r')).toContain('\r\na\r\n');
  });

  it('recalls history and searches it', async () => {
    await type('echo first\recho second\r');
    expect(await type('\x1b[A\x1b[A\r')).toContain('\r\nfirst\r\n');
    expect(await type('\x12sec\r')).toContain('\r\nsecond\r\n');
    expect(await type('!!\r')).toContain('echo second\r\nsecond\r\n');
    expect(await type('history 2\r')).toMatch(/ {4}3 {2}echo first|echo second/);
  });

  it('erases whole Hangul syllables, two cells wide', async () => {
    expect(await type('echo 안녕하')).toBe('echo 안녕하');
    expect(await type('\x7f')).toBe('\x1b[2D\x1b[K');
    expect(await type('\r')).toContain('\r\n안녕\r\n');
  });

  it('wraps at the width of the terminal: a wide character never hangs over', async () => {
    session = new Session(23);
    await session.pass();
    // The prompt takes 22 of 23 columns.
    expect(await type('가')).toBe('가');
    expect(await type('\x7f')).toBe('\x1b[1A\x1b[20C\x1b[J');
  });

  it('runs a pasted text line by line and leaves its last line to be edited', async () => {
    expect(await type('\x1b[200~echo a\necho b\necho \x1b[201~')).toBe('echo a\r\na\r\n# echo b\r\nb\r\n# echo ');
    expect(await type('c\r')).toBe('c\r\nc\r\n# ');
  });

  it('reads a here-document and joins lines after a backslash', async () => {
    expect(await type('cat <<E\rx\rE\r')).toBe('cat <<E\r\n> x\r\n> E\r\nx\r\n# ');
    expect(await type('echo a\\\rb\r')).toBe('echo a\\\r\n> b\r\nab\r\n# ');
  });

  it('gives what is typed ahead to the program', async () => {
    await type('cat\r');
    expect(await type('hi\r')).toBe('hi\r\nhi\r\n');
    expect(await type('\x04')).toBe('# ');
  });
});

describe('completion', () => {
  it('completes commands, files and variables', async () => {
    expect(await type('hostn\t')).toBe('hostname ');
    expect(await type('\x15cat /etc/hostn\t')).toContain('cat /etc/hostname ');
    expect(await type('\x15cd /us\t')).toContain('cd /usr/');
    expect(await type('\x15echo $HOM\t')).toContain('echo $HOME ');
  });

  it('lists candidates at the second Tab and fills in what they share', async () => {
    await type('touch aab aac; mkdir "x y"\r');
    expect(await type('ls a\t')).toBe('ls aa');
    expect(await type('\t\t')).toBe('\x07\r\naab  aac\r\n# ls aa');
    expect(await type('\x15ls x\t')).toContain('x\\ y/');
  });

  it('asks the program that the command brought', async () => {
    const on = machine();
    on.host.root.files.mkdir('/usr/share/bash-completion/completions', { parents: true });
    on.host.root.files.writeProgram('/usr/share/bash-completion/completions/dock', function* (self) {
      yield* self.print(self.argv.join('|') === 'dock|service|' ? 'create\nls\n' : 'service\n');
      return 0;
    });
    session = new Session(80, 24, on);
    await session.pass();
    expect(await type('dock \t')).toContain('dock service ');
    expect(await type('\t')).toBe('\x07');
    expect(await type('\t')).toContain('create  ls\r\n');
  });
});

describe('errors', () => {
  it('speaks as bash at a prompt', async () => {
    expect(await type('foo\r')).toContain('\r\nbash: foo: command not found\r\n');
    expect(await type('./foo\r')).toContain('\r\nbash: ./foo: No such file or directory\r\n');
    expect(await type('echo )\r')).toContain("\r\nbash: syntax error near unexpected token `)'\r\n");
    expect(await type('echo $?\r')).toContain('\r\n2\r\n');
    expect(await type('echo ${x?} never\r')).toContain('\r\nbash: x: parameter not set\r\n');
  });
});
