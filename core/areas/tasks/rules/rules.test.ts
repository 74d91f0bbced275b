import { expect, test } from 'vitest';
import { beijingDay, DAY_MS } from '../../../base/period.ts';
import { consolePage } from './console.ts';
import { endOfDay, endOfNamedDay } from './due.ts';
import { SETTLE_MS, verdict, type Looked } from './verdict.ts';

const DONE = Date.UTC(2026, 10, 23, 4);

test('a task is due until the end of a day in GMT+08:00', () => {
  // 2026-11-23 23:59:59.999 and 00:00 the same night in Beijing.
  const end = Date.UTC(2026, 10, 23, 16) - 1;
  expect(endOfDay(DONE)).toBe(end);
  expect(endOfDay(end)).toBe(end);
  expect(endOfDay(end + 1)).toBe(end + DAY_MS);
  expect(endOfDay(DONE, 3)).toBe(end + 3 * DAY_MS);
  expect(endOfNamedDay('2026-11-23')).toBe(end);
  expect(beijingDay(endOfDay(DONE, 40))).toBe('2027-01-02');
  expect(endOfNamedDay('2026-02-30')).toBeNull();
  expect(endOfNamedDay('2028-02-29')).toBe(Date.UTC(2028, 1, 29, 16) - 1);
});

test.each([
  ['https://bss-intl.myhuaweicloud.com', 'https://account-intl.huaweicloud.com/obmgr/#/customers'],
  ['https://bss.myhuaweicloud.eu/', 'https://account.eu.huaweicloud.com/obmgr/#/customers'],
  ['http://127.0.0.1:8080', null],
  ['https://bss-intl.myhuaweicloud.com.evil.example', null],
  ['not an address', null],
  [null, null],
])('the page of %s is %s', (endpoint, url) => {
  expect(consolePage(endpoint, '/customers')).toEqual({ url, path: '/customers' });
  expect(consolePage(endpoint, 'customers')).toEqual({ url, path: '/customers' });
});

const looked = (more: Partial<Looked>): Looked => ({
  state: 'done',
  doneAt: DONE,
  finding: 'unknown',
  readAt: DONE + SETTLE_MS,
  denyAfterDays: 3,
  ...more,
});

test.each<[string, Partial<Looked>, 'seen' | 'denied' | null]>([
  ['what shows is seen at once', { finding: 'seen', readAt: DONE - 1 }, 'seen'],
  ['what shows late repairs a denial', { state: 'denied', finding: 'seen' }, 'seen'],
  ['a denial is said once', { state: 'denied', finding: 'denied' }, null],
  ['a reading before the deed denies nothing', { finding: 'denied', readAt: DONE - 1 }, null],
  ['a reading too soon after it denies nothing', { finding: 'denied', readAt: DONE + SETTLE_MS - 1 }, null],
  ['a later reading denies', { finding: 'denied' }, 'denied'],
  ['without a reading nothing is known', { finding: 'denied', readAt: null }, null],
  ['silence waits', { readAt: DONE + 3 * DAY_MS - 1 }, null],
  ['silence for too long denies', { readAt: DONE + 3 * DAY_MS }, 'denied'],
  ['silence never denies where it means nothing', { readAt: DONE + 999 * DAY_MS, denyAfterDays: null }, null],
])('%s', (_what, more, wanted) => {
  expect(verdict(looked(more))).toBe(wanted);
});
