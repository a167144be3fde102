import type { OpenFile, Process } from '../../host/index.ts';
import type { Co } from '../../sim/index.ts';
import { second } from '../../sim/index.ts';
import { unescape } from '../echo.ts';
import { formatGeneral } from '../numbers.ts';
import { strftime } from '../strftime.ts';
import { parseAwk, type AwkProgram, type Expr, type Rule, type Stmt } from './awk-parser.ts';
import {
  calculate,
  isNumber,
  Jump,
  NUMERIC,
  squareRoot,
  toNumber,
  usesAsArray,
  type Table,
  type Value,
} from './awk-values.ts';
import { printf } from '../printf.ts';
import { sprintf } from './awk-printf.ts';
import { Lines, openInput } from './input.ts';
import type { Programs } from './lazy.ts';
import { Failure, getopt, program } from './options.ts';
import { posixRegex } from './regex.ts';

class Awk {
  readonly #self: Process;
  readonly #program: AwkProgram;
  #globals = new Map<string, Value | Table>();
  #locals: Map<string, Value | Table>[] = [];
  #fields: string[] = [''];
  #regexes = new Map<string, RegExp>();
  /** Files, pipes to commands and readers, by name. */
  #outputs = new Map<string, { file: OpenFile; child: Process | undefined }>();
  #readers = new Map<string, { lines: Lines; child: Process | undefined }>();
  #active = new Set<Rule>();
  #main: { paths: string[]; lines: Lines | undefined } = { paths: [], lines: undefined };
  status = 0;

  constructor(self: Process, parsed: AwkProgram) {
    this.#self = self;
    this.#program = parsed;
    for (const [name, value] of Object.entries({
      NR: 0,
      FNR: 0,
      NF: 0,
      FS: ' ',
      OFS: ' ',
      ORS: '\n',
      RS: '\n',
      SUBSEP: '\x1c',
      RSTART: 0,
      RLENGTH: -1,
      CONVFMT: '%.6g',
      OFMT: '%.6g',
      FILENAME: '',
    }))
      this.#globals.set(name, value);
    this.#globals.set('ENVIRON', new Map([...self.env].map(([k, v]) => [k, { input: v }])));
  }

  set(name: string, value: Value): void {
    const scope = this.#locals.at(-1);
    (scope?.has(name) ? scope : this.#globals).set(name, value);
    if (name === 'NF') this.#resize(toNumber(value));
  }

  #get(name: string): Value {
    const found = this.#locals.at(-1)?.get(name) ?? this.#globals.get(name);
    return found === undefined || found instanceof Map ? '' : found;
  }

  #table(name: string): Table {
    const scope = this.#locals.at(-1);
    const home = scope?.has(name) ? scope : this.#globals;
    const found = home.get(name);
    if (found instanceof Map) return found;
    const table: Table = new Map();
    home.set(name, table);
    return table;
  }

  #text(v: Value, format = 'CONVFMT'): string {
    if (typeof v === 'string') return v;
    if (typeof v === 'object') return v.input;
    if (Number.isInteger(v)) return Math.abs(v) < 1e16 ? String(v) : formatGeneral(v, 16);
    return printf(this.#text(this.#get(format)), [String(v)], 0).text;
  }

  #truth(v: Value): boolean {
    if (typeof v === 'number') return v !== 0;
    if (typeof v === 'object' && NUMERIC.test(v.input)) return toNumber(v) !== 0;
    return this.#text(v) !== '';
  }

  #record(text: string): void {
    const fs = this.#text(this.#get('FS'));
    this.#fields = [text, ...this.#split(text, fs)];
    this.#globals.set('NF', this.#fields.length - 1);
  }

  #split(text: string, fs: string): string[] {
    if (text === '') return [];
    if (fs === ' ')
      return text
        .trim()
        .split(/\s+/)
        .filter((word) => word !== '');
    if (fs === '') return [...text];
    if (fs.length === 1 && fs !== '\\') return text.split(fs === '\t' ? '\t' : fs);
    return text.split(new RegExp(this.#regex(fs).source.replace(/\((?!\?)/g, '(?:')));
  }

  #resize(count: number): void {
    while (this.#fields.length - 1 < count) this.#fields.push('');
    this.#fields.length = count + 1;
    this.#rebuild();
  }

  #rebuild(): void {
    this.#fields[0] = this.#fields.slice(1).join(this.#text(this.#get('OFS')));
  }

  #setField(n: number, text: string): void {
    if (n === 0) return this.#record(text);
    while (this.#fields.length <= n) this.#fields.push('');
    this.#fields[n] = text;
    this.#globals.set('NF', this.#fields.length - 1);
    this.#rebuild();
  }

  #regex(source: string): RegExp {
    const known = this.#regexes.get(source) ?? posixRegex(source, true);
    this.#regexes.set(source, known);
    return known;
  }

  *run(paths: string[]): Co<number> {
    const { rules } = this.#program;
    try {
      for (const rule of rules) if (rule.kind === 'BEGIN' && rule.body) yield* this.#exec(rule.body);
      if (rules.some((rule) => rule.kind !== 'BEGIN')) yield* this.#records(paths, rules);
    } catch (error) {
      if (!(error instanceof Jump) || error.kind !== 'exit') throw error;
      this.status = toNumber(error.value);
      return yield* this.#finish(error.value === '' ? rules : rules);
    }
    return yield* this.#finish(rules);
  }

  *#finish(rules: readonly Rule[]): Co<number> {
    try {
      for (const rule of rules) if (rule.kind === 'END' && rule.body) yield* this.#exec(rule.body);
    } catch (error) {
      if (!(error instanceof Jump) || error.kind !== 'exit') throw error;
      if (error.value !== '') this.status = toNumber(error.value);
    }
    for (const name of [...this.#outputs.keys()]) yield* this.#close(name);
    return this.status;
  }

  *#close(name: string): Co<number> {
    const output = this.#outputs.get(name);
    const reader = this.#readers.get(name);
    this.#outputs.delete(name);
    this.#readers.delete(name);
    if (!output) return reader ? 0 : -1;
    output.file.close();
    return output.child ? (yield* this.#self.wait(output.child)).code : 0;
  }

  /** The next record of the main input. Operands `name=value` are assignments. */
  *#read(): Co<string | undefined> {
    for (;;) {
      if (!this.#main.lines) {
        const path = this.#main.paths.shift();
        if (path === undefined) return undefined;
        const m = /^([A-Za-z_]\w*)=([^]*)$/.exec(path);
        if (m) {
          this.set(m[1] ?? '', { input: unescape(m[2] ?? '').text });
          continue;
        }
        const readable = path === '-' || this.#self.space.files.exists(this.#self.resolve(path));
        const file = readable ? yield* openInput(this.#self, 'awk', path) : undefined;
        if (!file) throw new Failure(`cannot open ${path} (No such file or directory)`, 2);
        this.#globals.set('FILENAME', path === '-' ? '' : path);
        this.#globals.set('FNR', 0);
        this.#main.lines = new Lines(file);
      }
      const line = yield* this.#nextRecord(this.#main.lines);
      if (line !== undefined) {
        for (const name of ['NR', 'FNR']) this.#globals.set(name, toNumber(this.#get(name)) + 1);
        return line;
      }
      this.#main.lines = undefined;
    }
  }

  *#nextRecord(lines: Lines): Co<string | undefined> {
    if (this.#text(this.#get('RS')) !== '') return yield* lines.next();
    // Paragraph mode: records are separated by blank lines.
    let record: string | undefined;
    for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
      if (line === '' && record === undefined) continue;
      if (line === '') return record;
      record = record === undefined ? line : `${record}\n${line}`;
    }
    return record;
  }

  *#records(paths: string[], rules: readonly Rule[]): Co<void> {
    this.#main.paths = paths.some((path) => !/^[A-Za-z_]\w*=/.test(path)) ? paths : [...paths, '-'];
    for (let line = yield* this.#read(); line !== undefined; line = yield* this.#read()) {
      this.#record(line);
      try {
        for (const rule of rules) if (rule.kind === 'main' && (yield* this.#selects(rule))) yield* this.#act(rule);
      } catch (error) {
        if (!(error instanceof Jump) || error.kind !== 'next') throw error;
      }
    }
  }

  *#act(rule: Rule): Co<void> {
    if (rule.body) yield* this.#exec(rule.body);
    else yield* this.#self.print(`${this.#fields[0]}${this.#text(this.#get('ORS'))}`);
  }

  *#selects(rule: Rule): Co<boolean> {
    if (!rule.pattern) return true;
    if (!rule.until) return this.#truth(yield* this.#eval(rule.pattern));
    if (!this.#active.has(rule)) {
      if (!this.#truth(yield* this.#eval(rule.pattern))) return false;
      this.#active.add(rule);
    }
    if (this.#truth(yield* this.#eval(rule.until))) this.#active.delete(rule);
    return true;
  }

  *#exec(stmt: Stmt): Co<void> {
    yield* this.#self.charge(2);
    switch (stmt.t) {
      case 'block':
        for (const inner of stmt.body) yield* this.#exec(inner);
        return;
      case 'expr':
        yield* this.#eval(stmt.value);
        return;
      case 'print':
        return yield* this.#print(stmt);
      case 'if':
        if (this.#truth(yield* this.#eval(stmt.test))) yield* this.#exec(stmt.yes);
        else if (stmt.no) yield* this.#exec(stmt.no);
        return;
      case 'while':
        if (stmt.after && !(yield* this.#iterate(stmt.body))) return;
        while (this.#truth(yield* this.#eval(stmt.test))) if (!(yield* this.#iterate(stmt.body))) return;
        return;
      case 'for':
        if (stmt.init) yield* this.#exec(stmt.init);
        while (!stmt.test || this.#truth(yield* this.#eval(stmt.test))) {
          if (!(yield* this.#iterate(stmt.body))) return;
          if (stmt.step) yield* this.#exec(stmt.step);
        }
        return;
      case 'forin':
        for (const key of this.#keys(stmt.array)) {
          this.set(stmt.name, { input: key });
          if (!(yield* this.#iterate(stmt.body))) return;
        }
        return;
      case 'delete':
        if (!stmt.keys) this.#table(stmt.name).clear();
        else this.#table(stmt.name).delete(yield* this.#key(stmt.keys));
        return;
      case 'jump':
        throw new Jump(stmt.kind, stmt.value ? yield* this.#eval(stmt.value) : '');
    }
  }

  /** mawk's order is that of its hash table; here whole numbers come first, in their order, then the rest as inserted. */
  #keys(name: string): string[] {
    const keys = [...this.#table(name).keys()];
    const whole = keys.filter((key) => /^\d+$/.test(key)).sort((a, b) => Number(a) - Number(b));
    return [...whole, ...keys.filter((key) => !/^\d+$/.test(key))];
  }

  *#iterate(body: Stmt): Co<boolean> {
    try {
      yield* this.#exec(body);
    } catch (error) {
      if (!(error instanceof Jump) || (error.kind !== 'break' && error.kind !== 'continue')) throw error;
      return error.kind === 'continue';
    }
    return true;
  }

  *#print(stmt: Stmt & { t: 'print' }): Co<void> {
    const values: Value[] = [];
    for (const arg of stmt.args) values.push(yield* this.#eval(arg));
    let text: string;
    if (stmt.name === 'printf') text = this.#sprintf(values);
    else if (values.length === 0) text = `${this.#fields[0]}${this.#text(this.#get('ORS'))}`;
    else
      text = values.map((v) => this.#text(v, 'OFMT')).join(this.#text(this.#get('OFS'))) + this.#text(this.#get('ORS'));
    if (!stmt.to) return yield* this.#self.print(text);
    const target = this.#text(yield* this.#eval(stmt.to.target));
    yield* (yield* this.#output(stmt.to.op, target)).write(text);
  }

  *#output(op: string, target: string): Co<OpenFile> {
    const open = this.#outputs.get(target);
    if (open) return open.file;
    if (target === '/dev/stderr') return this.#self.stderr;
    if (target === '/dev/stdout') return this.#self.stdout;
    if (op === '|') {
      const { reader, writer } = this.#self.pipe();
      const child = this.#self.spawn({
        argv: ['sh', '-c', target],
        files: new Map([...this.#self.files, [0, reader]]),
      });
      reader.close();
      this.#outputs.set(target, { file: writer, child });
      return writer;
    }
    const file = yield* this.#self.open(target, op === '>' ? 'w' : 'a');
    this.#outputs.set(target, { file, child: undefined });
    return file;
  }

  #sprintf([format = '', ...rest]: readonly Value[]): string {
    return sprintf(this.#text(format), rest, (value) => this.#text(value));
  }

  *#key(keys: readonly Expr[]): Co<string> {
    const parts: string[] = [];
    for (const key of keys) parts.push(this.#text(yield* this.#eval(key)));
    return parts.join(this.#text(this.#get('SUBSEP')));
  }

  *#assign(to: Expr, value: Value): Co<Value> {
    if (to.t === 'var') this.set(to.name, value);
    else if (to.t === 'index') this.#table(to.name).set(yield* this.#key(to.keys), value);
    else if (to.t === 'field') this.#setField(toNumber(yield* this.#eval(to.of)), this.#text(value));
    return value;
  }

  *#eval(e: Expr): Co<Value> {
    switch (e.t) {
      case 'num':
      case 'str':
        return e.value;
      case 'regex':
        return Number(this.#regex(e.source).test(this.#fields[0] ?? ''));
      case 'var':
        return this.#get(e.name);
      case 'index': {
        const table = this.#table(e.name);
        const key = yield* this.#key(e.keys);
        const found = table.get(key);
        if (found === undefined) table.set(key, '');
        return found ?? '';
      }
      case 'field':
        return { input: this.#fields[toNumber(yield* this.#eval(e.of))] ?? '' };
      case 'group': {
        const parts: Value[] = [];
        for (const item of e.items) parts.push(yield* this.#eval(item));
        return parts.length === 1
          ? (parts[0] ?? '')
          : parts.map((v) => this.#text(v)).join(this.#text(this.#get('SUBSEP')));
      }
      case 'assign': {
        const value = yield* this.#eval(e.value);
        if (e.op === '') return yield* this.#assign(e.to, value);
        return yield* this.#assign(e.to, calculate(e.op, toNumber(yield* this.#eval(e.to)), toNumber(value)));
      }
      case 'cond':
        return yield* this.#eval(this.#truth(yield* this.#eval(e.test)) ? e.yes : e.no);
      case 'unary': {
        const value = yield* this.#eval(e.a);
        return e.op === '!' ? Number(!this.#truth(value)) : e.op === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'step': {
        const old = toNumber(yield* this.#eval(e.a));
        const next = old + (e.op === '++' ? 1 : -1);
        yield* this.#assign(e.a, next);
        return e.prefix ? next : old;
      }
      case 'in':
        return Number(this.#table(e.name).has(yield* this.#key(e.keys)));
      case 'binary':
        return yield* this.#binary(e);
      case 'getline':
        return yield* this.#getline(e);
      case 'call':
        return e.user ? yield* this.#callUser(e) : yield* this.#callBuiltin(e);
    }
  }

  *#pattern(e: Expr): Co<RegExp> {
    return this.#regex(e.t === 'regex' ? e.source : this.#text(yield* this.#eval(e)));
  }

  *#binary(e: Expr & { t: 'binary' }): Co<Value> {
    if (e.op === '&&') return Number(this.#truth(yield* this.#eval(e.a)) && this.#truth(yield* this.#eval(e.b)));
    if (e.op === '||') return Number(this.#truth(yield* this.#eval(e.a)) || this.#truth(yield* this.#eval(e.b)));
    const a = yield* this.#eval(e.a);
    if (e.op === '~' || e.op === '!~')
      return Number((yield* this.#pattern(e.b)).test(this.#text(a)) === (e.op === '~'));
    const b = yield* this.#eval(e.b);
    if (e.op === 'concat') return this.#text(a) + this.#text(b);
    if (/^[<>=!]/.test(e.op)) {
      const numeric = (isNumber(a) || a === '') && (isNumber(b) || b === '') && !(a === '' && b === '');
      const [x, y] = numeric ? [toNumber(a), toNumber(b)] : [this.#text(a), this.#text(b)];
      return Number({ '<': x < y, '<=': x <= y, '==': x === y, '!=': x !== y, '>': x > y, '>=': x >= y }[e.op]);
    }
    return calculate(e.op, toNumber(a), toNumber(b));
  }

  *#getline(e: Expr & { t: 'getline' }): Co<Value> {
    let line: string | undefined;
    if (e.file || e.command) {
      const name = this.#text(yield* this.#eval((e.file ?? e.command) as Expr));
      const reader = this.#readers.get(name) ?? (yield* this.#reader(name, e.command !== undefined));
      if (!reader) return -1;
      line = yield* reader.lines.next();
      if (line === undefined && reader.child) yield* this.#self.wait(reader.child);
    } else line = yield* this.#read();
    if (line === undefined) return 0;
    if (e.into) yield* this.#assign(e.into, { input: line });
    else this.#record(line);
    return 1;
  }

  *#reader(name: string, command: boolean): Co<{ lines: Lines; child: Process | undefined } | undefined> {
    let file: OpenFile | undefined;
    let child: Process | undefined;
    if (command) {
      const { reader, writer } = this.#self.pipe();
      child = this.#self.spawn({ argv: ['sh', '-c', name], files: new Map([...this.#self.files, [1, writer]]) });
      writer.close();
      file = reader;
    } else {
      if (name !== '-' && !this.#self.space.files.exists(this.#self.resolve(name))) return undefined;
      file = yield* openInput(this.#self, 'awk', name);
    }
    if (!file) return undefined;
    const entry = { lines: new Lines(file), child };
    this.#readers.set(name, entry);
    return entry;
  }

  *#callUser(e: Expr & { t: 'call' }): Co<Value> {
    const found = this.#program.functions.get(e.name);
    if (!found) throw new Failure(`function ${e.name} never defined`, 2);
    const scope = new Map<string, Value | Table>();
    for (const [i, param] of found.params.entries()) {
      const arg = e.args[i];
      // A bare name that holds (or will hold) an array is passed by reference.
      const known = arg?.t === 'var' ? (this.#locals.at(-1)?.get(arg.name) ?? this.#globals.get(arg.name)) : undefined;
      if (known instanceof Map) scope.set(param, known);
      else if (arg?.t === 'var' && known === undefined && usesAsArray(found.body, param))
        scope.set(param, this.#table(arg.name));
      else scope.set(param, arg ? yield* this.#eval(arg) : '');
    }
    if (this.#locals.length > 400) throw new Failure('function call nesting too deep', 2);
    this.#locals.push(scope);
    try {
      yield* this.#exec(found.body);
    } catch (error) {
      if (!(error instanceof Jump) || error.kind !== 'return') throw error;
      return error.value;
    } finally {
      this.#locals.pop();
    }
    return '';
  }

  *#callBuiltin(e: Expr & { t: 'call' }): Co<Value> {
    const [first, second_, third] = e.args;
    const text = function* (this: Awk, arg: Expr | undefined): Co<string> {
      return arg ? this.#text(yield* this.#eval(arg)) : (this.#fields[0] ?? '');
    }.bind(this);
    const number = function* (this: Awk, arg: Expr | undefined): Co<number> {
      return arg ? toNumber(yield* this.#eval(arg)) : 0;
    }.bind(this);
    switch (e.name) {
      case 'length': {
        const isTable =
          first?.t === 'var' && (this.#locals.at(-1)?.get(first.name) ?? this.#globals.get(first.name)) instanceof Map;
        return isTable ? this.#table(first.name).size : [...(yield* text(first))].length;
      }
      case 'substr': {
        const whole = [...(yield* text(first))];
        const start = Math.round(yield* number(second_));
        const length = third ? Math.round(yield* number(third)) : Infinity;
        return whole.slice(Math.max(0, start - 1), Math.max(0, start - 1 + length)).join('');
      }
      case 'index':
        return (yield* text(first)).indexOf(yield* text(second_)) + 1;
      case 'split': {
        const whole = yield* text(first);
        if (second_?.t !== 'var') throw new Failure('split: second argument must be an array', 2);
        const separator = third
          ? third.t === 'regex'
            ? third.source
            : yield* text(third)
          : this.#text(this.#get('FS'));
        const parts = this.#split(whole, separator);
        const table = this.#table(second_.name);
        table.clear();
        parts.forEach((part, i) => table.set(String(i + 1), { input: part }));
        return parts.length;
      }
      case 'sub':
      case 'gsub':
        return yield* this.#substitute(e);
      case 'match': {
        const m = (yield* this.#pattern(second_ as Expr)).exec(yield* text(first));
        this.#globals.set('RSTART', m ? m.index + 1 : 0);
        this.#globals.set('RLENGTH', m ? m[0].length : -1);
        return m ? m.index + 1 : 0;
      }
      case 'sprintf': {
        const values: Value[] = [];
        for (const arg of e.args) values.push(yield* this.#eval(arg));
        return this.#sprintf(values);
      }
      case 'tolower':
        return (yield* text(first)).toLowerCase();
      case 'toupper':
        return (yield* text(first)).toUpperCase();
      case 'int':
        return Math.trunc(yield* number(first));
      case 'sqrt':
        return squareRoot(yield* number(first));
      case 'rand':
        return this.#self.chance.fraction('awk', String(this.#self.hostPid));
      case 'srand':
        return 0;
      case 'systime':
        return Math.floor(this.#self.clock.now / second);
      case 'strftime':
        return strftime(yield* text(first), second_ ? (yield* number(second_)) * second : this.#self.clock.now);
      case 'system':
        return (yield* this.#self.wait(this.#self.spawn({ argv: ['sh', '-c', yield* text(first)] }))).code;
      case 'close':
        return yield* this.#close(yield* text(first));
      case 'fflush':
        return 0;
      default:
        throw new Failure(`function ${e.name} is not emulated`, 2);
    }
  }

  *#substitute(e: Expr & { t: 'call' }): Co<Value> {
    const regex = yield* this.#pattern(e.args[0] as Expr);
    const replacement = this.#text(yield* this.#eval(e.args[1] as Expr));
    const target: Expr = e.args[2] ?? { t: 'field', of: { t: 'num', value: 0 } };
    let count = 0;
    const result = this.#text(yield* this.#eval(target)).replace(
      new RegExp(regex.source, e.name === 'gsub' ? 'g' : ''),
      (whole) => {
        count++;
        return replacement.replace(/\\\\&|\\&|&/g, (m) => (m === '&' ? whole : '&'));
      },
    );
    if (count > 0) yield* this.#assign(target, result);
    return count;
  }
}

const awk = program(function* (self) {
  const options = getopt(self.argv, 'F:v:f:', { 'field-separator': 'F', assign: 'v', file: 'f' }, true);
  const operands = [...options.operands];
  const files = options.values('f').map((path) => self.space.files.readFile(self.resolve(path)));
  const source = files.length > 0 ? files.join('\n') : operands.shift();
  if (source === undefined) {
    yield* self.printError('Usage: mawk [Options] [Program] [file ...]\n');
    return 2;
  }
  const machine = new Awk(self, parseAwk(source));
  const separator = options.value('F');
  if (separator !== undefined) machine.set('FS', separator === 't' ? '\t' : unescape(separator).text);
  for (const assignment of options.values('v')) {
    const at = assignment.indexOf('=');
    machine.set(assignment.slice(0, at), { input: unescape(assignment.slice(at + 1)).text });
  }
  return yield* machine.run(operands);
});

export const programs: Programs = { awk, gawk: awk, mawk: awk };
