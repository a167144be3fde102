import { declare } from '../flags/parse.ts';
import { shortcuts } from '../root.ts';
import type { Group, Spec } from '../spec.ts';
import { root, rootOptions } from './root.ts';
import type { HelpTexts } from './types.ts';

/** The help of `docker` itself. */
export function rootHelp(width: number): string {
  const options = rootOptions.map(([left, usage]) => [left, usage] as const);
  return `${root}\nGlobal Options:\n${optionLines(options, width)}
Run 'docker COMMAND --help' for more information on a command.

For more help on how to use Docker, head to https://docs.docker.com/go/guides/
`;
}

/** The help of a group: its commands and what each does. */
export function groupHelp(path: string, group: Group, texts: HelpTexts): string {
  const names = Object.keys(group.specs);
  const width = Math.max(11, ...names.map((name) => name.length));
  const rows = names.map((name) => `  ${name.padEnd(width)} ${shortOf(texts[name]?.[0])}\n`);
  return `Usage:  ${path} COMMAND\n\n${group.about}\n\nCommands:\n${rows.join('')}
Run '${path} COMMAND --help' for more information on a command.
`;
}

/** The first line of a description, up to its first sentence. */
const shortOf = (about = ''): string => (about.split('\n')[0] as string).replace(/\. .*$/, '');

/** The help of a command, wrapped to a terminal of `width` columns. */
export function commandHelp(path: string, group: Group, name: string, texts: HelpTexts, width: number): string {
  const spec = group.specs[name] as Spec;
  const [about = '', ...usages] = texts[name] ?? [];
  const aliases = allNames(path, name, spec);
  const options = declare(spec.flags).map(({ name: flag, short, type }, i) => {
    const value = type === 'bool' ? '' : ` ${type}`;
    return [`  ${short ? `-${short}, ` : '    '}--${flag}${value}`, usages[i] ?? ''] as const;
  });
  return [
    `Usage:  ${path} ${spec.use}`.trimEnd(),
    `\n\n${about}\n`,
    aliases.length > 1 ? `\nAliases:\n  ${aliases.join(', ')}\n` : '',
    options.length > 0 ? `\nOptions:\n${optionLines(options, width)}` : '',
  ].join('');
}

/** Every way to write a command: with its group, by its aliases, by its shortcut. */
function allNames(path: string, name: string, spec: Spec): string[] {
  const shortcut = [...shortcuts].find(
    ([short, [group, command]]) =>
      command === name && (path === `docker ${short}` || path === `docker ${group} ${name}`),
  );
  const parent = shortcut ? `docker ${shortcut[1][0]}` : path.slice(0, path.lastIndexOf(' '));
  const names = [name, ...(spec.aliases ?? [])].map((each) => `${parent} ${each}`);
  return [...names, ...(shortcut ? [`docker ${shortcut[0]}`] : []), ...(spec.also ? [spec.also] : [])];
}

/** Flags in two columns; models spf13/pflag FlagUsagesWrapped at a width one less than the terminal's. */
function optionLines(options: readonly (readonly [left: string, usage: string])[], width: number): string {
  const column = Math.max(...options.map(([left]) => left.length)) + 3;
  return options.map(([left, usage]) => `${left.padEnd(column)}${wrap(usage, column, width - 1)}\n`).join('');
}

function wrap(text: string, indent: number, width: number): string {
  const lines: string[] = [];
  let room = width - indent;
  // A terminal too narrow for two columns gets the text below the flag.
  const below = room < 24 ? '\n'.padEnd(17) : '';
  const margin = below === '' ? indent : 16;
  if (below !== '') room = width - 16;
  if (room < 24) return text.replaceAll('\n', `\n${' '.repeat(margin)}`);
  let rest = text;
  // A last line may run over by five columns rather than leave one word alone.
  room -= 5;
  while (rest !== '') {
    const [line, more] = cut(rest, room, 5);
    lines.push(line.replaceAll('\n', `\n${' '.repeat(margin)}`));
    rest = more;
  }
  return below + lines.join(`\n${' '.repeat(margin)}`);
}

/** The longest line that fits, and what is left; models pflag wrapN. */
function cut(text: string, room: number, slop: number): [string, string] {
  if (room + slop > text.length) return [text, ''];
  const blank = Math.max(
    text.lastIndexOf(' ', room - 1),
    text.lastIndexOf('\t', room - 1),
    text.lastIndexOf('\n', room - 1),
  );
  if (blank <= 0) return [text, ''];
  const line = text.lastIndexOf('\n', room - 1);
  if (line > 0 && line < blank) return [text.slice(0, line), text.slice(line + 1)];
  return [text.slice(0, blank), text.slice(blank + 1)];
}
