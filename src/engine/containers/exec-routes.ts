import { run, type Co, type Source } from '../../sim/index.ts';
import { objectBody, type Route } from '../api/router.ts';
import type { Daemon } from '../daemon.ts';
import { createExec, findExec, startExec, type ExecConfig } from './exec.ts';

/** /exec and /containers/{id}/exec. */
export function execRoutes(daemon: Daemon): Route[] {
  return [
    [
      'POST',
      '/containers/{id}/exec',

      function* (call) {
        const config = objectBody<ExecConfig>(call, 'container.ExecOptions');
        return { status: 201, body: { Id: createExec(daemon, daemon.containers.get(call.id), config).id } };
      },
    ],
    [
      'POST',
      '/exec/{id}/start',

      function* (call) {
        const exec = findExec(daemon, call.id);
        const { Detach = false } = (call.body ?? {}) as { Detach?: boolean };
        const output = startExec(daemon, exec, call.input);
        if (!Detach) return { stream: output };
        run(daemon.clock, drain(output), () => undefined);
        return { status: 200 };
      },
    ],
    [
      'POST',
      '/exec/{id}/resize',

      function* (call) {
        const exec = findExec(daemon, call.id);
        exec.size = { cols: Number(call.query.get('w') ?? 80), rows: Number(call.query.get('h') ?? 24) };
        exec.terminal?.resize(exec.size.cols, exec.size.rows);
        return { status: 200 };
      },
    ],
    [
      'GET',
      '/exec/{id}/json',

      function* (call) {
        const { id, container, config, running, exitCode, process } = findExec(daemon, call.id);
        const [entrypoint = '', ...args] = config.Cmd ?? [];
        return {
          body: {
            ID: id,
            Running: running,
            ExitCode: exitCode,
            ProcessConfig: {
              tty: config.Tty ?? false,
              entrypoint,
              arguments: args,
              privileged: config.Privileged ?? false,
              user: config.User ?? '',
            },
            OpenStdin: config.AttachStdin ?? false,
            OpenStderr: config.AttachStderr ?? false,
            OpenStdout: config.AttachStdout ?? false,
            CanRemove: false,
            ContainerID: container.id,
            DetachKeys: '',
            Pid: process?.hostPid ?? 0,
          },
        };
      },
    ],
  ];
}

/** Reads what nobody wants to see, so that its writer does not wait. */
function* drain(output: Source<unknown>): Co<void> {
  while ((yield* output.receive()) !== undefined);
}
