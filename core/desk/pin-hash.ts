import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { CodedError } from '../base/errors.ts';

/**
 * A PIN as the ledger may keep it: `scrypt$cost$salt$hash`. A PIN of a few digits cannot withstand somebody who has the
 * file and time; the cost keeps a glance at a copied ledger from being enough.
 */
const COST = 2 ** 15;
const BLOCK = 8;
const BYTES = 32;

function derive(pin: string, salt: Buffer, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N: cost, r: BLOCK, p: 1, maxmem: 256 * cost * BLOCK };
    scrypt(pin, salt, BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(pin, salt, COST);
  return ['scrypt', String(COST), salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Whether the PIN is the one of this hash. @throws CodedError INTERNAL for a hash of another making */
export async function pinMatches(pin: string, stored: string): Promise<boolean> {
  const [kind, cost, salt, hash] = stored.split('$');
  if (kind !== 'scrypt' || cost === undefined || salt === undefined || hash === undefined)
    throw new CodedError('INTERNAL', { reason: 'pin-hash' });
  const expected = Buffer.from(hash, 'base64url');
  const key = await derive(pin, Buffer.from(salt, 'base64url'), Number(cost));
  return key.length === expected.length && timingSafeEqual(key, expected);
}
