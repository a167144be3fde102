import { encodeUtf8 } from './utf8.ts';
import { eachInput } from './input.ts';
import type { Programs } from './lazy.ts';
import { getopt, program } from './options.ts';

const hex = (words: readonly number[], little: boolean): string =>
  words
    .map((word) => {
      const text = (word >>> 0).toString(16).padStart(8, '0');
      return little ? (text.match(/../g) ?? []).reverse().join('') : text;
    })
    .join('');

/** The message padded to blocks of 64 bytes, its length in bits at the end. */
function padded(message: Uint8Array, little: boolean): DataView {
  const bytes = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  const bits = message.length * 8;
  view.setUint32(bytes.length - (little ? 8 : 4), bits >>> 0, little);
  view.setUint32(bytes.length - (little ? 4 : 8), Math.floor(bits / 4294967296), little);
  return view;
}

/** `bits` fractional bits of a root of a prime, exactly: FIPS 180-4 derives its constants so. */
function rootBits(prime: number, degree: 2 | 3): number {
  const target = BigInt(prime) << BigInt(32 * degree);
  let root = 0n;
  for (let bit = 40n; bit >= 0n; bit--) {
    const next = root | (1n << bit);
    if (next ** BigInt(degree) <= target) root = next;
  }
  return Number(root & 0xffffffffn);
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}

const rotr = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

/** SHA-256 (FIPS 180-4), as hexadecimal digits. */
export function sha256(message: Uint8Array): string {
  const k = primes(64).map((p) => rootBits(p, 3));
  const h = primes(8).map((p) => rootBits(p, 2));
  const view = padded(message, false);
  const w = new Int32Array(64);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + i * 4);
    for (let i = 16; i < 64; i++) {
      const [x = 0, y = 0] = [w[i - 15], w[i - 2]];
      w[i] =
        ((rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3)) +
          (rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10)) +
          (w[i - 7] ?? 0) +
          (w[i - 16] ?? 0)) |
        0;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, z = 0] = h;
    for (let i = 0; i < 64; i++) {
      const t1 = (z + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + (k[i] ?? 0) + (w[i] ?? 0)) | 0;
      const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [z, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, z].forEach((word, i) => (h[i] = ((h[i] ?? 0) + word) | 0));
  }
  return hex(h, false);
}

const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

/* floor(2^32 * |sin(i + 1)|) of RFC 1321; a table, because sines differ between engines in their last digits. */
const sines =
  'd76aa478e8c7b756242070dbc1bdceeef57c0faf4787c62aa8304613fd469501698098d88b44f7afffff5bb1895cd7be6b901122fd987193a679438e49b40821f61e2562c040b340265e5a51e9b6c7aad62f105d02441453d8a1e681e7d3fbc821e1cde6c33707d6f4d50d87455a14eda9e3e905fcefa3f8676f02d98d2a4c8afffa39428771f6816d9d6122fde5380ca4beea444bdecfa9f6bb4b60bebfbc70289b7ec6eaa127fad4ef308504881d05d9d4d039e6db99e51fa27cf8c4ac5665f4292244432aff97ab9423a7fc93a039655b59c38f0ccc92ffeff47d85845dd16fa87e4ffe2ce6e0a30143144e0811a1f7537e82bd3af2352ad7d2bbeb86d391';

/** MD5 (RFC 1321), as hexadecimal digits. */
export function md5(message: Uint8Array): string {
  const h = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  const view = padded(message, true);
  for (let at = 0; at < view.byteLength; at += 64) {
    let [a = 0, b = 0, c = 0, d = 0] = h;
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const f = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] ?? 0;
      const index = [i, 5 * i + 1, 3 * i + 5, 7 * i][round] ?? 0;
      const sum =
        (a + f + parseInt(sines.slice(i * 8, i * 8 + 8), 16) + view.getInt32(at + (index & 15) * 4, true)) | 0;
      const by = shifts[round * 4 + (i & 3)] ?? 0;
      [a, d, c, b] = [d, c, b, (b + ((sum << by) | (sum >>> (32 - by)))) | 0];
    }
    [a, b, c, d].forEach((word, i) => (h[i] = ((h[i] ?? 0) + word) | 0));
  }
  return hex(h, true);
}

const sum = (digest: (message: Uint8Array) => string): Programs[string] =>
  program(function* (self, name) {
    const { operands } = getopt(self.argv, 'bt');
    return yield* eachInput(self, name, operands, function* (file, path) {
      yield* self.print(`${digest(encodeUtf8(yield* self.readAll(file)))}  ${path}\n`);
    });
  });

export const programs: Programs = { md5sum: sum(md5), sha256sum: sum(sha256) };
