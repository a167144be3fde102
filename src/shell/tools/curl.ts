import { utf8Length, type Process } from '../../host/index.ts';
import { second, type Co } from '../../sim/index.ts';
import { unescape } from '../echo.ts';
import { ask, headOf, parseUrl, within, type Address, type Fault } from './http.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program, type Options } from './options.ts';

const long = {
  silent: 's',
  'show-error': 'S',
  output: 'o',
  head: 'I',
  include: 'i',
  fail: 'f',
  request: 'X',
  data: 'd',
  'data-raw': 'd',
  header: 'H',
  'write-out': 'w',
  'max-time': 'm',
  location: 'L',
  verbose: 'v',
  'connect-timeout': 'c',
  insecure: 'k',
  'user-agent': 'A',
  'remote-name': 'O',
  retry: 'r',
  ipv4: '4',
  'unix-socket': 'u',
  'no-progress-meter': 's',
  compressed: 'z',
  http1: '0',
  'http1.1': '0',
};

/** curl's exit codes and words. */
function failure(fault: Fault | 'too slow', address: Address, waited: number): [number, string] {
  const after = `after ${Math.round(waited / 1000)} ms`;
  switch (fault) {
    case 'no such host':
      return [6, `Could not resolve host: ${address.host}`];
    case 'connection reset by peer':
      return [56, 'Recv failure: Connection reset by peer'];
    case 'too slow':
      return [28, `Connection timed out after ${Math.round(waited / 1000)} milliseconds`];
    case 'connection timed out':
      return [28, `Failed to connect to ${address.host} port ${address.port} ${after}: Couldn't connect to server`];
    default:
      return [7, `Failed to connect to ${address.host} port ${address.port} ${after}: Couldn't connect to server`];
  }
}

function requestOf(options: Options): { method: string; headers: Record<string, string>; body?: string } {
  const data = options.values('d').join('&');
  const hasData = options.has('d');
  const headers: Record<string, string> = { 'user-agent': options.value('A') ?? 'curl/7.88.1', accept: '*/*' };
  if (hasData) headers['content-type'] = 'application/x-www-form-urlencoded';
  for (const line of options.values('H')) {
    const at = line.indexOf(':');
    if (at > 0) headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim();
  }
  const method = options.value('X') ?? (options.has('I') ? 'HEAD' : hasData ? 'POST' : 'GET');
  return { method, headers, ...(hasData ? { body: data } : {}) };
}

const METER =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n';

function* fetchOne(self: Process, url: string, options: Options): Co<number> {
  const quiet = options.has('s');
  const complain = function* (code: number, words: string): Co<number> {
    if (!quiet || options.has('S')) yield* self.printError(`curl: (${code}) ${words}\n`);
    return code;
  };
  let address = parseUrl(url);
  if (!address)
    return yield* complain(1, `Protocol "${/^(\w+):/.exec(url)?.[1] ?? ''}" not supported or disabled in libcurl`);
  const request = requestOf(options);
  const limit =
    Math.min(Number(options.value('m') ?? Infinity), options.has('c') ? Number(options.value('c')) : Infinity) * second;
  const started = self.clock.now;
  let hops = 0;
  for (;;) {
    const to: Address = address;
    const headers = { host: to.port === 80 ? to.host : `${to.host}:${to.port}`, ...request.headers };
    if (options.has('v'))
      yield* self.printError(
        `*   Trying ${to.host}:${to.port}...\n> ${request.method} ${to.target} HTTP/1.1\n${Object.entries(headers)
          .map(([k, v]) => `> ${k.replace(/(^|-)[a-z]/g, (c) => c.toUpperCase())}: ${v}\n`)
          .join('')}>\n`,
      );
    const socket = options.value('u');
    const answer = yield* within(self, limit, (process) => ask(process, to, { ...request, headers }, socket));
    const waited = self.clock.now - started;
    if (typeof answer !== 'object') {
      if (options.has('w')) yield* self.print(writeOut(options.value('w') ?? '', 0, '', url, waited));
      return yield* complain(...failure(answer ?? 'too slow', to, waited));
    }
    const { response, text } = answer;
    const location = response.headers['location'];
    if (options.has('L') && location !== undefined && response.status >= 300 && response.status < 400 && hops++ < 50) {
      const next: Address | undefined = /^\w+:\/\//.test(location) ? parseUrl(location) : { ...to, target: location };
      if (next) {
        address = next;
        continue;
      }
    }
    const head = headOf(response, text);
    if (options.has('v')) yield* self.printError(head.replace(/\r\n/g, '\n').replace(/^/gm, '< ').replace(/< $/, ''));
    if (options.has('f') && response.status >= 400) {
      if (options.has('w')) yield* self.print(writeOut(options.value('w') ?? '', response.status, '', url, waited));
      return yield* complain(22, `The requested URL returned error: ${response.status}`);
    }
    const shown = (options.has('I') || options.has('i') ? head : '') + (options.has('I') ? '' : text);
    const file = options.value('o') ?? (options.has('O') ? to.target.split('/').pop() : undefined);
    const meter = !quiet && (file !== undefined || !self.stdout.terminal) && text !== '';
    if (meter) yield* self.printError(METER + progress(utf8Length(text)));
    if (file === undefined || file === '-') yield* self.print(shown);
    else {
      const out = yield* self.open(file, 'w');
      yield* out.write(shown);
      out.close();
    }
    if (options.has('w')) yield* self.print(writeOut(options.value('w') ?? '', response.status, text, url, waited));
    return 0;
  }
}

function progress(bytes: number): string {
  const size = String(bytes).padStart(5);
  return `\r100 ${size}  100 ${size}    0     0   ${String(bytes * 100).padStart(5)}      0 --:--:-- --:--:-- --:--:-- ${String(bytes * 100).padStart(5)}\n`;
}

function writeOut(format: string, status: number, text: string, url: string, waited: number): string {
  const values: Readonly<Record<string, string>> = {
    http_code: String(status).padStart(3, '0'),
    response_code: String(status).padStart(3, '0'),
    size_download: String(utf8Length(text)),
    time_total: (waited / 1e6).toFixed(6),
    url_effective: url,
    num_redirects: '0',
  };
  return unescape(format.replace(/%\{(\w+)\}/g, (_, name: string) => values[name] ?? '').replace(/%%/g, '%')).text;
}

const curl = program(function* (self) {
  let options: Options;
  try {
    options = getopt(self.argv, 'sSo:IifX:d:H:w:m:Lvkc:A:Or:4u:z0', long);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const option = /'(.*?)'/.exec(error.message)?.[1] ?? '';
    yield* self.printError(
      `curl: option ${option.startsWith('--') ? option : `-${option}`}: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information\n`,
    );
    return 2;
  }
  if (options.operands.length === 0) {
    yield* self.printError("curl: try 'curl --help' or 'curl --manual' for more information\n");
    return 2;
  }
  let status = 0;
  for (const url of options.operands) status = yield* fetchOne(self, url, options);
  return status;
});

export const programs: Programs = { curl };
