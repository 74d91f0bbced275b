import { expect, test } from 'vitest';
import { checkKills } from './kills.ts';

test('kill -9 twenty times with the outbox full: nothing acknowledged is lost, nothing happened twice, both sides agree', async () => {
  const check = await checkKills(20);
  expect(check.detail).toMatch(/^\d{2,} actions, \d{2,} effects, \d+ unclear sends, \d+ for a person$/);
  expect(check).toMatchObject({ cases: 20, violations: 0 });
}, 180_000);
