import { docker } from '../../../src/cli/index.ts';
import { createHost, createPipe, type Host, type Program } from '../../../src/host/index.ts';
import { Fabric, type HttpRequest, type HttpResponse } from '../../../src/net/index.ts';
import { Chance, Clock, parseRfc3339, second, type Micros } from '../../../src/sim/index.ts';

/** Answers by `METHOD /path`: a value is the body of a 200, a function is asked each time. */
export type Script = Record<string, unknown>;

export const status = (code: number, message: string): HttpResponse => ({
  status: code,
  headers: {},
  body: { message },
});

const isResponse = (value: unknown): value is HttpResponse =>
  typeof value === 'object' && value !== null && 'status' in value && 'headers' in value;

export const start = parseRfc3339('2026-11-22T11:00:00Z') as Micros;

/** One host whose engine answers from a script, keyed by `METHOD /path`. */
export class Stage {
  readonly clock = new Clock(start);
  readonly host: Host;
  readonly requests: HttpRequest[] = [];

  constructor(script?: Script) {
    const chance = new Chance('cli');
    this.host = createHost({
      name: 'swarm-manager',
      address: '192.168.99.101',
      clock: this.clock,
      chance,
      fabric: new Fabric(this.clock),
    });
    if (script) this.answer(script);
  }

  answer(script: Script): void {
    this.answerAll((request) => {
      const path = request.target.replace(/^\/v1\.50/, '').replace(/\?.*$/, '');
      const key = `${request.method} ${path}`;
      if (!Object.hasOwn(script, key)) return status(404, 'page not found');
      const answer = script[key];
      return typeof answer === 'function' ? (answer as (request: HttpRequest) => unknown)(request) : answer;
    });
  }

  /** Answers every request by a function: with a body for status 200, or a whole response. */
  answerAll(answer: (request: HttpRequest) => unknown): void {
    const { requests } = this;
    this.host.sockets.set('/var/run/docker.sock', function* (request) {
      requests.push(request);
      const value = answer(request);
      return isResponse(value) ? value : { status: 200, headers: {}, body: value };
    });
  }

  /** Runs a command to its end, at most `limit` of virtual time. */
  async run(
    argv: readonly string[],
    options: { stdin?: string; limit?: Micros; program?: Program; env?: Record<string, string> } = {},
  ): Promise<{ stdout: string; stderr: string; exit: number | undefined }> {
    const out = { 1: '', 2: '' };
    const pipes = [1, 2].map((fd) => [fd, createPipe()] as const);
    const input = createPipe();
    let exit: number | undefined;
    const files = new Map([[0, input.reader], ...pipes.map(([fd, { writer }]) => [fd, writer] as const)]);
    this.host.root.start({
      argv,
      program: options.program ?? docker,
      files,
      env: new Map(Object.entries({ HOME: '/root', ...options.env })),
      onExit: (how) => (exit = how.code),
    });
    for (const [fd, { reader, writer }] of pipes) {
      writer.close();
      this.host.root.start({
        argv: ['reader'],
        program: function* () {
          for (let text = yield* reader.read(); text !== ''; text = yield* reader.read()) out[fd as 1 | 2] += text;
          return 0;
        },
      });
    }
    this.host.root.start({
      argv: ['writer'],
      program: function* () {
        if (options.stdin) yield* input.writer.write(options.stdin);
        input.writer.close();
        return 0;
      },
    });
    await this.advance(options.limit ?? 60 * second, () => exit !== undefined);
    return { stdout: out[1], stderr: out[2], exit };
  }

  /** Runs a command on a terminal and gives everything that was shown. */
  async runOnTerminal(
    argv: readonly string[],
    options: { cols?: number; limit?: Micros; keys?: readonly (readonly [after: Micros, text: string])[] } = {},
  ): Promise<{ screen: string; exit: number | undefined }> {
    const master = this.host.openTerminal(options.cols ?? 120, 40);
    let screen = '';
    let exit: number | undefined;
    master.onOutput((data) => (screen += data));
    this.host.root.start({
      argv,
      program: docker,
      files: new Map([0, 1, 2].map((fd) => [fd, master.slave] as const)),
      onExit: (how) => (exit = how.code),
    });
    for (const [after, text] of options.keys ?? []) this.clock.after(after, () => master.input(text));
    await this.advance(options.limit ?? 60 * second, () => exit !== undefined);
    return { screen, exit };
  }

  async advance(limit: Micros, done: () => boolean): Promise<void> {
    const until = this.clock.now + limit;
    for (;;) {
      const reached = this.clock.advance(until, done);
      if (reached === 'held') {
        for (const hold of this.clock.holds) await Promise.resolve(hold.start()).then(hold.resolve, hold.reject);
        this.clock.release();
      } else {
        if (reached === 'stopped') this.clock.advance(this.clock.now + 10_000);
        return;
      }
    }
  }
}
