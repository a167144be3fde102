import { asCommand } from './actions.ts';
import type { Command, Lesson, Step } from './schema.ts';
import type { Text } from './text.ts';

/** The ladder: where to look, the solution with blanks, the solution. */
export const hintLevels = 3;

export type Hint =
  | { readonly level: 1; readonly text: Text }
  | { readonly level: 2 | 3; readonly commands: readonly Required<Command>[] };

const blank = '___';
/** Management commands of `docker`: their second word belongs to the command too. */
const groups = /^(service|node|swarm|network|volume|secret|config|stack|container|image|system|context)$/;

/** A command with its arguments blanked: the command's words and the names of its flags stay. */
export function blanked(line: string): string {
  return line
    .split(/( && |; | \| )/)
    .map((part, i) => (i % 2 === 1 ? part : blankedCommand(part)))
    .join('');
}

function blankedCommand(command: string): string {
  const words = command.match(/(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"'])+/g) ?? [];
  const kept = words[0] === 'docker' ? (groups.test(words[1] ?? '') ? 3 : 2) : 1;
  return words.map((word, i) => (i < kept ? word : blankedWord(word))).join(' ');
}

function blankedWord(word: string): string {
  const assignment = /^([\w-]+)=/.exec(word);
  if (word.startsWith('-')) return assignment ? `${assignment[0]}${blank}` : word;
  return assignment ? `${blank}=${blank}` : blank;
}

/** The hints of a step, 1 to 3. */
export function hintsOf(lesson: Lesson, step: Step): readonly [Hint, Hint, Hint] {
  const commands = step.solution.flatMap((action) => asCommand(lesson, action) ?? []);
  return [
    { level: 1, text: step.hint },
    { level: 2, commands: commands.map(({ host, line }) => ({ host, line: blanked(line) })) },
    { level: 3, commands },
  ];
}
