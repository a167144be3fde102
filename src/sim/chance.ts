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
    return digits(this.#draw(kind, owner), 16, length);
  }

  /** 25 base-36 digits, all equally likely, as every swarm object has (models moby/swarmkit identity). */
  id(kind: string, owner: string): string {
    return digits(this.#draw(kind, owner), 36, 25);
  }

  /**
   * `length` base-36 digits that write as many 32-bit words as they can hold, zeros in front: the parts of a join token
   * (25 digits: 128 bits, a secret; 50: 256 bits, a digest).
   */
  base36(kind: string, owner: string, length: number): string {
    const bitsPerDigit = 5.1699;
    let number = 0n;
    for (const word of words(this.#draw(kind, owner), Math.floor((length * bitsPerDigit) / 32)))
      number = (number << 32n) | BigInt(word);
    return number.toString(36).padStart(length, '0');
  }
}

/** As many words as asked for, hashed on when the first four run out. */
function* words(from: Uint32Array, count: number): Generator<number> {
  let pool = from;
  for (let i = 0; i < count; i++) {
    if (i > 0 && i % 4 === 0) pool = mix(pool.join(), i);
    yield pool[i % 4] as number;
  }
}

/** As many digits of each word as are equally likely. */
function digits(from: Uint32Array, base: 16 | 36, length: number): string {
  const each = base === 16 ? 8 : 5;
  let out = '';
  for (const word of words(from, Math.ceil(length / each))) {
    let rest = word;
    for (let i = 0; i < each; i++) {
      out += (rest % base).toString(base);
      rest = Math.floor(rest / base);
    }
  }
  return out.slice(0, length);
}
