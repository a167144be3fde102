import { civil, day, hour, type Chance, type Micros } from '../../sim/index.ts';
import type { Cluster } from '../objects.ts';
import { base64 } from './tokens.ts';

/** Validity of a root CA, back-dated by an hour. */
const VALIDITY: Micros = 20 * 365 * day;

/** DER of `CN=swarm-ca`, in hexadecimal. */
const NAME = '30133111300f06035504031308737761726d2d6361';
/** ecdsa-with-SHA256. */
const SIGNATURE = '300a06082a8648ce3d040302';
/** An EC public key on P-256; the point's 64 bytes follow. */
const KEY = '3059301306072a8648ce3d020106082a8648ce3d03010703420004';
/** Extensions: key usage certSign and crlSign, CA, then the subject key's 20 bytes follow. */
const EXTENSIONS = 'a3423040300e0603551d0f0101ff040403020106300f0603551d130101ff040530030101ff301d0603551d0e04160414';

function utcTime(at: Micros): string {
  const t = civil(at);
  const text =
    [t.year % 100, t.month, t.day, t.hour, t.minute, 0].map((n) => String(n).padStart(2, '0')).join('') + 'Z';
  return '170d' + [...text].map((digit) => digit.charCodeAt(0).toString(16)).join('');
}

/**
 * A root certificate of the right form. Its key and signature are drawn, not computed: nothing in a lab verifies them.
 */
export function createRootCa(chance: Chance, now: Micros): Cluster['rootCa'] {
  const drawn = (what: string, bytes: number): string => chance.hex('root CA', what, 2 * bytes);
  const point = drawn('key', 64);
  const from = now - hour;
  const validity = `301e${utcTime(from)}${utcTime(from + VALIDITY)}`;
  // A positive integer's first bit is clear: 7f at most in front.
  const serial = `021412${drawn('serial', 19)}`;
  const signed = `30820110a003020102${serial}${SIGNATURE}${NAME}${validity}${NAME}`;
  const body = `${signed}${KEY}${point}${EXTENSIONS}${drawn('subject', 20)}`;
  const signature = `0348003045022100d5${drawn('r', 31)}022011${drawn('s', 31)}`;
  const der = base64(`3082016a${body}${SIGNATURE}${signature}`);
  const lines = der.match(/.{1,64}/g) ?? [];
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    subject: base64(NAME),
    publicKey: base64(KEY + point),
  };
}
