import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOSTILE_URLS } from '../test/shell/hostile-urls.ts';
import { externalAddress, isOwnAddress } from './guards.ts';
import { linkAmong, parseLink } from './single-instance.ts';

test('a hundred hostile addresses are neither ours nor opened', () => {
  expect(new Set(HOSTILE_URLS).size).toBe(100);
  for (const url of [
    ...HOSTILE_URLS,
    'about:blank',
    'about:srcdoc',
    '',
    ' ',
    'app:desk',
    'app:///index.html',
  ]) {
    expect(isOwnAddress(url), url).toBe(false);
    expect(externalAddress(url), url).toBeUndefined();
  }
});

test('our pages are ours; pages of Huawei Cloud may be opened in normal form', () => {
  expect(isOwnAddress('app://desk/index.html#/customers')).toBe(true);
  expect(externalAddress('https://Support.HuaweiCloud.com/bpconsole/?a=1')).toBe(
    'https://support.huaweicloud.com/bpconsole/?a=1',
  );
  expect(externalAddress('https://huaweicloud.com')).toBe('https://huaweicloud.com/');
});

test('whatever is opened is https on an allowlisted host (any text)', () => {
  const host = fc.constantFrom(
    'www.huaweicloud.com',
    'evil.example',
    'huaweicloud.com.evil.example',
    '@',
    ':',
  );
  const text = fc
    .tuple(fc.webUrl(), host, fc.string())
    .map(([url, name, tail]) => url.replace(/\/\/[^/]*/, `//${name}`) + tail);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), text), (input) => {
      const url = new URL(externalAddress(input) ?? 'https://huawei.com/');
      expect(url.protocol).toBe('https:');
      expect(url.hostname).toMatch(/(^|\.)(huaweicloud|myhuaweicloud|huawei)\.com$/);
    }),
  );
});

test('a link is one narrow form, everything else nothing', () => {
  expect(parseLink('partnerdesk://customer/0a1B_-')).toEqual({ type: 'open-customer', id: '0a1B_-' });
  for (const text of [
    'partnerdesk://customer/',
    'partnerdesk://customer/a/b',
    'partnerdesk://customer/a?x=1',
    'partnerdesk://run/calc',
    'PARTNERDESK://customer/a b',
    `partnerdesk://customer/${'a'.repeat(65)}`,
    'https://customer/a',
    'x partnerdesk://customer/a',
    'partnerdesk://customer/a\n',
  ]) {
    expect(parseLink(text), text).toBeUndefined();
  }
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constant('partnerdesk://customer/'), fc.anything())),
      (args) => {
        expect([undefined, 'open-customer']).toContain(linkAmong(args)?.type);
      },
    ),
  );
});
