/** The words that brace expansion makes of one, all still with their quotes: `a{b,c}` → `ab`, `ac`. */
export function expandBraces(text: string): string[] {
  for (let i = 0; i < text.length; i = skip(text, i)) {
    if (text[i] !== '{' || text[i - 1] === '$') continue;
    const group = parse(text, i);
    if (!group) continue;
    const head = text.slice(0, i);
    const tails = expandBraces(text.slice(group.end));
    return group.items.flatMap((item) => tails.map((tail) => head + item + tail));
  }
  return [text];
}

/** The index after the character, quotation or substitution at `i`. */
function skip(text: string, i: number): number {
  const c = text[i];
  if (c === '\\') return i + 2;
  if (c === "'" || c === '"' || c === '`') {
    for (let j = i + 1; j < text.length; j++) {
      if (text[j] === c) return j + 1;
      if (text[j] === '\\' && c !== "'") j++;
    }
    return text.length;
  }
  if (c === '$' && (text[i + 1] === '{' || text[i + 1] === '(')) {
    const [open, close] = text[i + 1] === '{' ? ['{', '}'] : ['(', ')'];
    let depth = 0;
    for (let j = i + 1; j < text.length; j++) {
      if (text[j] === open) depth++;
      if (text[j] === close && --depth === 0) return j + 1;
    }
    return text.length;
  }
  return i + 1;
}

function parse(text: string, open: number): { items: string[]; end: number } | undefined {
  const parts: string[] = [];
  let from = open + 1;
  let depth = 0;
  for (let i = open + 1; i < text.length; i = skip(text, i)) {
    if (text[i] === '{') depth++;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    } else if (text[i] === '}' && depth-- === 0) {
      parts.push(text.slice(from, i));
      const items = parts.length > 1 ? parts.flatMap(expandBraces) : sequence(parts[0] ?? '');
      return items && { items, end: i + 1 };
    }
  }
  return undefined;
}

/** `1..5`, `05..10`, `a..e`, `1..9..2`; undefined: not a sequence. */
function sequence(text: string): string[] | undefined {
  const m = /^(-?\d+|[a-zA-Z])\.\.(-?\d+|[a-zA-Z])(?:\.\.(-?\d+))?$/.exec(text);
  if (!m) return undefined;
  const [, low = '', high = '', step = '1'] = m;
  const letters = /[a-zA-Z]/.test(low);
  if (letters !== /[a-zA-Z]/.test(high)) return undefined;
  const from = letters ? low.charCodeAt(0) : Number(low);
  const to = letters ? high.charCodeAt(0) : Number(high);
  const by = Math.abs(Number(step)) || 1;
  const width = /^-?0\d/.test(low) || /^-?0\d/.test(high) ? Math.max(low.length, high.length) : 0;
  const items: string[] = [];
  for (let n = from; from <= to ? n <= to : n >= to; n += from <= to ? by : -by) {
    const digits = String(Math.abs(n)).padStart(n < 0 ? width - 1 : width, '0');
    items.push(letters ? String.fromCharCode(n) : n < 0 ? `-${digits}` : digits);
  }
  return items;
}
