import { describe, expect, it } from 'vitest';
import { Chance } from '../../../src/sim/index.ts';
import { createRootCa } from '../../../src/swarm/ca/root.ts';
import { base64, joinToken, unlockKey } from '../../../src/swarm/ca/tokens.ts';
import { START } from './lab.ts';

describe('what the CA hands out', () => {
  it('tokens share the digest of the root CA and differ in their secret', () => {
    const chance = new Chance('ca');
    const worker = joinToken(chance, 'worker');
    const manager = joinToken(chance, 'manager', worker);
    expect(worker).toMatch(/^SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25}$/);
    expect(manager.slice(0, 60)).toBe(worker.slice(0, 60));
    expect(manager).not.toBe(worker);
    expect(joinToken(chance, 'worker', worker)).not.toBe(worker);
  });

  it('unlock keys hold 32 bytes', () => {
    expect(unlockKey(new Chance('ca'))).toMatch(/^SWMKEY-1-[A-Za-z0-9+/]{43}$/);
  });

  it('base64 as everywhere', () => {
    expect(['', '66', '666f', '666f6f', '666f6f62'].map(base64)).toEqual(['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==']);
  });

  it('a root certificate in lines of 64, valid from an hour ago, with the key that its facts name', () => {
    const { certificate, subject, publicKey } = createRootCa(new Chance('ca'), START);
    const lines = certificate.trimEnd().split('\n');
    expect([lines[0], lines.at(-1)]).toEqual(['-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----']);
    expect(lines.slice(1, -2).every((line) => line.length === 64)).toBe(true);
    expect(subject).toBe('MBMxETAPBgNVBAMTCHN3YXJtLWNh');
    const der = Buffer.from(lines.slice(1, -1).join(''), 'base64');
    expect(der.length).toBe(366);
    expect(der.includes(Buffer.from('261122090000Z'))).toBe(true);
    expect(der.includes(Buffer.from(publicKey, 'base64'))).toBe(true);
  });
});
