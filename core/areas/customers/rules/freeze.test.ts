import { expect, test } from 'vitest';
import { freezeRefusal, unfreezeType, type FreezeType, type Unfreeze } from './freeze.ts';

const BOTH = 'account-and-resources';

test.each<[boolean | null, FreezeType | null, FreezeType, string | null]>([
  [false, null, 'account', null],
  [false, null, BOTH, null],
  [null, null, 'account', null],
  [true, null, 'account', 'FREEZE_ALREADY'],
  [true, 'account', 'account', 'FREEZE_ALREADY'],
  [true, BOTH, 'account', 'FREEZE_ALREADY'],
  [true, BOTH, BOTH, 'FREEZE_ALREADY'],
  // Guide 5.4: an account frozen alone may be frozen together with its resources.
  [true, 'account', BOTH, null],
  [true, null, BOTH, null],
])('frozen %s (%s), freeze with %s: %s', (frozen, type, wanted, refused) => {
  expect(freezeRefusal({ frozen, type }, wanted)).toBe(refused);
});

const unknown: Unfreeze = { refused: 'FREEZE_TYPE_UNKNOWN' };
test.each<[boolean | null, FreezeType | null, FreezeType | undefined, boolean, Unfreeze]>([
  [false, null, 'account', true, { refused: 'FREEZE_NOT_FROZEN' }],
  [true, null, undefined, true, unknown],
  [true, null, undefined, false, unknown],
  [null, null, undefined, true, unknown],
  [true, null, BOTH, true, { type: BOTH }],
  [true, BOTH, undefined, true, { type: BOTH }],
  // Somebody may have frozen it anew elsewhere: of a single account the person may know better …
  [true, BOTH, 'account', true, { type: 'account' }],
  // … of several, the type named is for those nothing is remembered of.
  [true, BOTH, 'account', false, { type: BOTH }],
  [true, null, 'account', false, { type: 'account' }],
])('frozen %s, remembered %s, named %s, single %s: %o', (frozen, type, named, single, expected) => {
  expect(unfreezeType({ frozen, type }, named, single)).toEqual(expected);
});
