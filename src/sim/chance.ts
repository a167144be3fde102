const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Four 32-bit words that depend on every character of every part. Not cryptographic: the lab has no secrets. */
export function mix(seed: string, ...parts: readonly (string | number)[]): Uint32Array {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let d = 0xdeadbeef;
  const text = [seed, ...parts].join('\u0000');
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  const words = new Uint32Array([a, b, c, d]);
  for (let round = 0; round < 4; round++)
    for (let i = 0; i < 4; i++) {
      let x = (words[i] as number) ^ (words[(i + 1) & 3] as number);
      x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
      x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
      words[i] = x ^ (x >>> 16);
    }
  return words;
}

/**
 * Chance without a stream: each draw is a hash of (seed, kind, owner, n), where n counts that owner's draws of that
 * kind. So a draw added elsewhere changes nothing here.
 */
export class Chance {
  readonly #seed: string;
  #counts = new Map<string, number>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  #draw(kind: string, owner: string): Uint32Array {
    const key = `${kind}\u0000${owner}`;
    const n = this.#counts.get(key) ?? 0;
    this.#counts.set(key, n + 1);
    return mix(this.#seed, kind, owner, n);
  }

  /** A fraction in [0, 1). */
  fraction(kind: string, owner: string): number {
    return (this.#draw(kind, owner)[0] as number) / 4294967296;
  }

  /** A whole number in [0, below). */
  integer(kind: string, owner: string, below: number): number {
    return Math.floor(this.fraction(kind, owner) * below);
  }

  /** A whole number in [low, high], for delays with jitter. */
  between(kind: string, owner: string, low: number, high: number): number {
    return low + this.integer(kind, owner, high - low + 1);
  }

  /** `length` hexadecimal digits: container, image and local network IDs have 64. */
  hex(kind: string, owner: string, length = 64): string {
    const words = this.#draw(kind, owner);
    return spell(words, 16, length, `${this.#seed}${kind}${owner}`);
  }

  /** 25 base-36 digits, as every swarm object has. 128 bits make 25 digits, so the first is at most f. */
  id(kind: string, owner: string): string {
    return idOf(this.#draw(kind, owner));
  }

  /** `length` base-36 digits, for the parts of join tokens. */
  base36(kind: string, owner: string, length: number): string {
    return spell(this.#draw(kind, owner), 36, length, `${this.#seed}${kind}${owner}`);
  }
}

function idOf(words: Uint32Array): string {
  let n = 0n;
  for (const word of words) n = (n << 32n) | BigInt(word);
  return n.toString(36).padStart(25, '0').slice(-25);
}

/** Digits from the words, hashed on when they run out. */
function spell(words: Uint32Array, base: number, length: number, salt: string): string {
  let out = '';
  let pool = words;
  for (let round = 0; out.length < length; round++) {
    for (const word of pool) {
      let rest = word;
      for (let i = 0; i < 6; i++) {
        out += DIGITS.charAt(rest % base);
        rest = Math.floor(rest / base);
      }
    }
    pool = mix(out, salt, round);
  }
  return out.slice(0, length);
}
