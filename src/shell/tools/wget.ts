import { utf8Length, type Process } from '../../host/index.ts';
import { second, type Co } from '../../sim/index.ts';
import { strftime } from '../strftime.ts';
import { ask, parseUrl, reasonOf, within, type Address, type Answer } from './http.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program } from './options.ts';

const isBusybox = (self: Process): boolean => self.space.files.exists('/bin/busybox');

/** wget's line about a fault: busybox and GNU have words of their own. */
function told(self: Process, address: Address, fault: string): string {
  const first = fault.charAt(0).toUpperCase() + fault.slice(1);
  if (isBusybox(self)) {
    if (fault === 'no such host') return `wget: bad address '${address.host}'\n`;
    const ip = self.space.lookup(address.host)?.[0] ?? address.host;
    const words =
      { 'no route to host': 'Host is unreachable', 'connection timed out': 'Operation timed out' }[fault] ?? first;
    return `wget: can't connect to remote host (${ip}): ${words}\n`;
  }
  if (fault === 'no such host') return `wget: unable to resolve host address ‘${address.host}’\n`;
  return `failed: ${first}.\n`;
}

const wget = program(function* (self) {
  const options = getopt(self.argv, 'qO:T:t:Scnv', {
    quiet: 'q',
    'output-document': 'O',
    timeout: 'T',
    tries: 't',
    spider: 'spider',
    'no-check-certificate': 'c',
    'server-response': 'S',
  });
  const [url] = options.operands;
  if (url === undefined)
    throw new Failure("missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.");
  const address = parseUrl(url);
  if (!address) throw new Failure(`${url}: only http is emulated`);
  const quiet = options.has('q');
  if (!quiet && !isBusybox(self))
    yield* self.printError(
      `--${strftime('%F %T', self.clock.now)}--  ${/^\w+:/.test(url) ? url : `http://${url}`}\nConnecting to ${address.host}:${address.port}... `,
    );
  else if (!quiet)
    yield* self.printError(
      `Connecting to ${address.host}:${address.port} (${self.space.lookup(address.host)?.[0] ?? address.host}:${address.port})\n`,
    );
  const limit = Number(options.value('T') ?? Infinity) * second;
  const answer = yield* limited(self, limit, address);
  if (answer === undefined || typeof answer === 'string') {
    if (!quiet || isBusybox(self))
      yield* self.printError(answer === undefined ? 'wget: download timed out\n' : told(self, address, answer));
    return isBusybox(self) ? 1 : 4;
  }
  const { response, text } = answer;
  if (!quiet && !isBusybox(self))
    yield* self.printError(
      `connected.\nHTTP request sent, awaiting response... ${response.status} ${reasonOf(response.status)}\n`,
    );
  if (response.status >= 400) {
    if (isBusybox(self))
      yield* self.printError(`wget: server returned error: HTTP/1.1 ${response.status} ${reasonOf(response.status)}\n`);
    else if (!quiet)
      yield* self.printError(
        `${strftime('%F %T', self.clock.now)} ERROR ${response.status}: ${reasonOf(response.status)}.\n`,
      );
    return isBusybox(self) ? 1 : 8;
  }
  if (options.has('spider')) return 0;
  const target = options.value('O') ?? (address.target.split(/[?]/)[0]?.split('/').pop() || 'index.html');
  if (target === '-') yield* self.print(text);
  else {
    const file = yield* self.open(target, 'w');
    yield* file.write(text);
    file.close();
    if (!quiet)
      yield* self.printError(
        isBusybox(self)
          ? `saving to '${target}'\n${target.padEnd(20)} 100% |${'*'.repeat(32)}| ${String(utf8Length(text)).padStart(5)}  0:00:00 ETA\n'${target}' saved\n`
          : `‘${target}’ saved [${utf8Length(text)}]\n`,
      );
  }
  return 0;
});

function* limited(self: Process, limit: number, address: Address): Co<Answer | undefined> {
  const headers = {
    host: address.port === 80 ? address.host : `${address.host}:${address.port}`,
    'user-agent': 'Wget',
    connection: 'close',
  };
  return yield* within(self, limit, (process) => ask(process, address, { method: 'GET', headers }));
}

export const programs: Programs = { wget };
