import type {
  ArithmeticFor,
  Case,
  CompoundCommand,
  CompoundList,
  Coproc,
  For,
  Function,
  If,
  While,
  Word,
} from 'unbash';
import type { Co } from '../sim/index.ts';
import { condition } from './condition.ts';
import { evaluate, iterate, tested } from './evaluate.ts';
import { calculate, expandPattern, expandText, expandWords } from './expand.ts';
import { ShellError } from './flow.ts';
import { runInForeground } from './foreground.ts';
import { matches } from './pattern.ts';
import type { Io, Shell } from './state.ts';
import { subshell } from './subshell.ts';

/** Runs a compound command; its redirections have been applied to `io`. */
export function* compound(sh: Shell, node: CompoundCommand | Function | Coproc, io: Io): Co<number> {
  switch (node.type) {
    case 'If':
      return yield* conditional(sh, node, io);
    case 'For':
      return yield* forEach(sh, node, io);
    case 'ArithmeticFor':
      return yield* forArithmetic(sh, node, io);
    case 'While':
      return yield* loop(sh, node, io);
    case 'Case':
      return yield* choose(sh, node, io);
    case 'BraceGroup':
      return yield* evaluate(sh, node.body.commands, io);
    case 'Subshell': {
      const child = subshell(sh, io, node.body.commands, sh.source, sh.interactive);
      return (yield* runInForeground(sh, [child], io))[0] ?? 0;
    }
    case 'TestCommand':
      return Number(!(yield* condition(sh, node.expression, io)));
    case 'ArithmeticCommand':
      return Number((yield* calculate(sh, node.body, io)) === 0n);
    case 'Function':
      if (node.body.type !== 'CompoundList' || node.body.commands.length > 0)
        sh.functions.set(node.name.value, { body: node.body, source: sh.source });
      return 0;
    case 'Select':
      return yield* select(sh, node, io);
    case 'Coproc':
      throw new ShellError('coproc: not emulated', 2);
  }
}

/** Whether a list that is looked at succeeds. */
function* holds(sh: Shell, list: CompoundList, io: Io): Co<boolean> {
  sh.status = yield* tested(sh, () => evaluate(sh, list.commands, io));
  return sh.status === 0;
}

function* conditional(sh: Shell, node: If, io: Io): Co<number> {
  for (const branch of [node, ...node.elif])
    if (yield* holds(sh, branch.clause, io)) return yield* evaluate(sh, branch.then.commands, io);
  return node.else ? yield* evaluate(sh, node.else.commands, io) : 0;
}

function* forEach(sh: Shell, node: For, io: Io): Co<number> {
  const items = node.wordlist ? yield* expandWords(sh, node.wordlist, io) : [...sh.args];
  sh.status = 0;
  for (const item of items) {
    sh.vars.set(node.name.value, item);
    if (!(yield* iterate(sh, node.body, io))) break;
  }
  return sh.status;
}

function* forArithmetic(sh: Shell, node: ArithmeticFor, io: Io): Co<number> {
  const clause = (part: ArithmeticFor['test']): string => (part ? sh.source.slice(part.pos, part.end) : '');
  yield* calculate(sh, clause(node.initialize), io);
  sh.status = 0;
  while (!node.test || (yield* calculate(sh, clause(node.test), io)) !== 0n) {
    yield* sh.self.charge(20);
    if (!(yield* iterate(sh, node.body, io))) break;
    yield* calculate(sh, clause(node.update), io);
  }
  return sh.status;
}

function* loop(sh: Shell, node: While, io: Io): Co<number> {
  let status = 0;
  for (;;) {
    yield* sh.self.charge(20);
    sh.loops++;
    try {
      if ((yield* holds(sh, node.clause, io)) !== (node.kind === 'while')) return status;
    } finally {
      sh.loops--;
    }
    const goOn = yield* iterate(sh, node.body, io);
    status = sh.status;
    if (!goOn) return status;
  }
}

function* choose(sh: Shell, node: Case, io: Io): Co<number> {
  const text = yield* expandText(sh, node.word, io);
  let falling = false;
  let status = 0;
  for (const item of node.items) {
    if (!falling && !(yield* matchesAny(sh, item.pattern, text, io))) continue;
    status = yield* evaluate(sh, item.body.commands, io);
    if (item.terminator !== ';&' && item.terminator !== ';;&') return status;
    falling = item.terminator === ';&';
  }
  return status;
}

function* matchesAny(sh: Shell, patterns: readonly Word[], text: string, io: Io): Co<boolean> {
  for (const pattern of patterns) if (matches(yield* expandPattern(sh, pattern, io), text)) return true;
  return false;
}

function* select(
  sh: Shell,
  node: { name: Word; wordlist: readonly Word[] | undefined; body: CompoundList },
  io: Io,
): Co<number> {
  const items = node.wordlist ? yield* expandWords(sh, node.wordlist, io) : [...sh.args];
  const menu = items.map((item, i) => `${i + 1}) ${item}\n`).join('');
  const [input, error] = [io.get(0), io.get(2)];
  if (!input) return 1;
  sh.status = 0;
  for (let shown = false; ;) {
    if (!shown && error) yield* error.write(menu);
    if (error) yield* error.write(sh.vars.get('PS3') ?? '#? ');
    const line = yield* input.read();
    if (line === '') return sh.status;
    shown = line.trim() !== '';
    if (!shown) continue;
    sh.vars.set('REPLY', line.trim());
    sh.vars.set(node.name.value, items[Number(line.trim()) - 1] ?? '');
    if (!(yield* iterate(sh, node.body, io))) return sh.status;
  }
}
