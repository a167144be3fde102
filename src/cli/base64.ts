const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Text as base64 of its UTF-8 bytes. */
export function toBase64(text: string): string {
  const bytes = [...encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|([^%])/g)].map(([, hex, plain]) =>
    hex ? parseInt(hex, 16) : (plain as string).charCodeAt(0),
  );
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const four = [18, 12, 6, 0].map((shift) => digits[(word >> shift) & 63] ?? '');
    if (b === undefined) four[2] = '=';
    if (c === undefined) four[3] = '=';
    out += four.join('');
  }
  return out;
}

/** The text of base64; bytes that are no UTF-8 come out one character each. */
export function fromBase64(data: string): string {
  const bytes: number[] = [];
  let word = 0;
  let bits = 0;
  for (const c of data.replace(/[=\s]/g, '')) {
    word = (word << 6) | digits.indexOf(c);
    bits += 6;
    if (bits >= 8) bytes.push((word >> (bits -= 8)) & 255);
    word &= (1 << bits) - 1;
  }
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return String.fromCharCode(...bytes);
  }
}
