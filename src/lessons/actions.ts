import type { Input, View } from '../lab/index.ts';
import { starts } from './starts.ts';
import type { Action, Command, Lesson } from './schema.ts';

/** The host that a line is typed on when none is named. */
export function firstHost(lesson: Lesson): string {
  return starts[lesson.start].hosts[0]?.name ?? '';
}

/** An action as a command with its host; undefined when it is no command. */
export function asCommand(lesson: Lesson, action: Action): Required<Command> | undefined {
  const host = firstHost(lesson);
  if (typeof action === 'string') return { host, line: action };
  return 'line' in action ? { host, ...action } : undefined;
}

const placeholders: Readonly<Record<string, (view: View) => string | undefined>> = {
  'worker-token': (view) => view.swarm?.workerToken,
  'manager-token': (view) => view.swarm?.managerToken,
};

/** A line with the swarm's present join tokens in place of `{worker-token}` and `{manager-token}`. */
export function fillLine(line: string, view: View): string {
  return line.replace(/\{([a-z-]+)\}/g, (whole, name: string) => placeholders[name]?.(view) ?? whole);
}

/** What to send to a lab for an action. `id` names the execution when it is a command. */
export function asInput(lesson: Lesson, action: Action, view: View, id: string): Input {
  const command = asCommand(lesson, action);
  if (!command) return action as Input;
  return { type: 'exec', id, host: command.host, command: fillLine(command.line, view) };
}
