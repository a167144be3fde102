import type { Command } from 'unbash';
import type { Shell } from './state.ts';

/** The command's text with its alias put in; undefined: its name is no alias (or was written with quotes). */
export function aliasText(sh: Shell, node: Command): string | undefined {
  if (sh.aliases.size === 0 || !node.name || node.name.parts) return undefined;
  const alias = sh.aliases.get(node.name.text);
  if (alias === undefined || node.redirects.some((item) => item.type === 'HereDoc')) return undefined;
  return sh.source.slice(node.pos, node.name.pos) + alias + sh.source.slice(node.name.end, node.end);
}
