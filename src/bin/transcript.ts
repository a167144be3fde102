import { advanceTo, createLab, runCommand, type Lab, type LabOptions } from '../lab/index.ts';
import { headerOf } from '../lab/create.ts';
import { execute } from '../lab/exec.ts';
import { run, second, type Micros } from '../sim/index.ts';
import { formSwarm } from '../lab/swarm.ts';

/** One step of a recording. Only what says what was done is read, never what came back. */
export interface Step {
  i: number;
  kind: string;
  /** Seconds since the scenario began. */
  t?: number;
  took?: number;
  host: string;
  cmd?: string;
  template?: string;
  tty?: boolean;
  ctrl_c_after?: number;
  seconds?: number;
  path?: string;
  content?: string;
  var?: string;
  limit?: number;
  action?: string;
  target?: string;
  hosts?: string[];
}

export interface Transcript {
  scenario: string;
  nodes: { host: string; addr: string }[];
  steps: Step[];
}

export interface Answer {
  i: number;
  stdout: string;
  stderr: string;
  exit: number;
}

/** How much longer than its recorded duration a step may take before it is given up. */
const patience: Micros = 120 * second;
const terminal = { cols: 120, rows: 40 };

/** Replays one recording on a fresh lab and returns what its commands answered. */
export async function replay(transcript: Transcript, options: Partial<LabOptions>): Promise<Answer[]> {
  const hosts = transcript.nodes.map(({ host, addr }) => ({ name: host, address: addr }));
  const lab = createLab(headerOf({ hosts }, 'conformance'), options);
  const answers: Answer[] = [];
  const captured = new Map<string, string>();
  for (const step of transcript.steps) {
    const due = lab.header.start + Math.round((step.t ?? 0) * second);
    if (due > lab.now) await advanceTo(lab, due);
    const answer = await perform(lab, step, captured);
    if (answer) answers.push({ i: step.i, ...answer });
  }
  return answers;
}

type Result = { stdout: string; stderr: string; exit: number };

async function perform(lab: Lab, step: Step, captured: Map<string, string>): Promise<Result | undefined> {
  const limit = Math.round((step.took ?? 0) * second) + patience;
  const text = fill(step.template ?? step.cmd ?? '', captured);
  switch (step.kind) {
    case 'cmd':
      return command(lab, step, text, limit);
    case 'capture':
      captured.set(step.var ?? '', (await runCommand(lab, step.host, text, { limit })).stdout.trim());
      return undefined;
    case 'until':
      await until(lab, step, text);
      return undefined;
    case 'sleep':
      await advanceTo(lab, lab.now + Math.round((step.seconds ?? 0) * second));
      return undefined;
    case 'file':
      lab.input({ type: 'file.write', host: step.host, path: home(step.path ?? ''), content: step.content ?? '' });
      return undefined;
    case 'machine':
      await machine(lab, step.action ?? '', step.target ?? '');
      return undefined;
    case 'swarm':
      await swarm(lab, step.hosts ?? []);
      return undefined;
    default:
      throw new Error(`step ${step.i}: unknown kind ${step.kind}`);
  }
}

/** `$VAR` and `${VAR}` of the captured names; other dollars are the shell's. */
function fill(text: string, captured: ReadonlyMap<string, string>): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced: string | undefined, bare: string | undefined) => {
    return captured.get(braced ?? bare ?? '') ?? whole;
  });
}

const home = (path: string): string => (path.startsWith('/') ? path : `/root/${path}`);

async function command(lab: Lab, step: Step, text: string, limit: Micros): Promise<Result> {
  const host = lab.world.machines.get(step.host)?.host;
  if (!host?.powered) return { stdout: '', stderr: '', exit: -1 };
  const execution = execute(host, text, step.tty ? { terminal } : {});
  const ended = (): boolean => execution.exit !== undefined;
  const deadline = lab.now + limit;
  if (step.ctrl_c_after !== undefined) {
    await advanceTo(lab, lab.now + Math.round(step.ctrl_c_after * second), ended);
    execution.signal('SIGINT');
  }
  await advanceTo(lab, deadline, ended);
  const exit = execution.exit ?? -1;
  if (!ended()) execution.signal('SIGKILL');
  return { stdout: unnumbered(execution.stdout), stderr: unnumbered(execution.stderr), exit };
}

/** The recordings have a shell's complaints as it words them at a prompt. */
const unnumbered = (text: string): string => text.replace(/^bash: line \d+: /gm, 'bash: ');

/** The recorder asked about five times a second. */
async function until(lab: Lab, step: Step, text: string): Promise<void> {
  const deadline = lab.now + Math.round((step.limit ?? 60) * second);
  while (lab.now < deadline) {
    const { exit } = await runCommand(lab, step.host, text, { limit: deadline - lab.now });
    if (exit === 0) return;
    await advanceTo(lab, lab.now + second / 5);
  }
}

/** What the recorder's machine actions are as inputs of a lab. A gentle stop and a start are waited for. */
async function machine(lab: Lab, action: string, target: string): Promise<void> {
  const host = lab.world.machines.get(target)?.host;
  switch (action) {
    case 'powerdown':
    case 'powerup':
      lab.input({ type: 'power', host: target, on: action === 'powerup' });
      break;
    case 'stop':
    case 'start': {
      const service = host?.services.get('docker');
      if (!service) return;
      let done = false;
      run(lab.world.clock, action === 'start' ? service.start() : service.stop(), () => {
        done = true;
      });
      await advanceTo(lab, lab.now + patience, () => done);
      break;
    }
    default:
      throw new Error(`unknown machine action ${action}`);
  }
}

async function swarm(lab: Lab, names: readonly string[]): Promise<void> {
  const machines = names.flatMap((name) => lab.world.machines.get(name) ?? []);
  let done = false;
  run(lab.world.clock, formSwarm(lab.world.clock, machines), () => {
    done = true;
  });
  await advanceTo(lab, lab.now + patience, () => done);
}
