import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameTexts, normalise, phoneText, searchText } from './search-text.ts';

const finds = (name: string, typed: string): boolean => searchText(name).includes(normalise(typed));

test('width, case, accents, punctuation, spaces and invisible characters do not matter', () => {
  expect(finds('ＡＢＣ渡信息有限公司', 'abc')).toBe(true);
  expect(finds('澜曜渡（上海）有限公司', '渡(上海)')).toBe(true);
  expect(finds('Cafe\u0301 Duskharbor', 'café d')).toBe(true);
  expect(finds('Café Duskharbor', 'CAFE')).toBe(true);
  expect(finds('Ember\u200bloom Textiles', 'emberloom')).toBe(true);
  expect(finds('Emberloom\u00a0Textiles', 'loom tex')).toBe(true);
  expect(finds('Größenfähre Süd GmbH', 'groessen')).toBe(false);
  expect(finds('Größenfähre Süd GmbH', 'grossenfahre')).toBe(true);
  expect(finds('İskele Işığı A.Ş.', 'iskele isigi')).toBe(true);
  expect(finds('Stonewhistle\nHoldings', 'whistle holdings')).toBe(true);
  expect(finds("O'Fennimore's Wharf Ltd", 'ofennimores')).toBe(true);
});

test('pinyin in full and by initials, polyphones by word and by character, Latin in between', () => {
  expect(finds('深圳澜曜渡物流有限公司', 'shenzhen')).toBe(true);
  expect(finds('深圳澜曜渡物流有限公司', 'sz')).toBe(true);
  expect(finds('重庆长安行信息', 'chongqingchangan')).toBe(true);
  expect(finds('重庆长安行信息', 'zhongqing')).toBe(true);
  expect(finds('重庆长安行信息', 'hangxinxi')).toBe(true);
  expect(finds('厦门银行', 'xiamenyinhang')).toBe(true);
  expect(finds('绿地', 'lvdi') && finds('绿地', 'ludi')).toBe(true);
  expect(finds('K8渡 Cloud 科技有限公司', 'k8ducloudkeji')).toBe(true);
  expect(finds('K8渡 Cloud 科技有限公司', 'k8dcloudkj')).toBe(true);
  expect(finds('Orrinfield Gaming (Pty) Ltd', 'ogpl')).toBe(true);
  expect(finds('𠮷野渡信息有限公司', '𠮷野')).toBe(true);
});

test('surnames are read as ordinary characters', () => {
  // Surname mode would read 单 as shan and 曾 as zeng only.
  expect(finds('单石', 'danshi')).toBe(true);
  expect(finds('曾和', 'ceng')).toBe(true);
});

test('order mixes Latin letters and pinyin in one alphabet; a nameless customer has no place', () => {
  const names = ['Orrin', '澜曜', '深圳', 'Kite', '北瓣'];
  const sorted = [...names].sort((a, b) => ((nameTexts(a).sort ?? '') < (nameTexts(b).sort ?? '') ? -1 : 1));
  expect(sorted).toEqual(['北瓣', 'Kite', '澜曜', 'Orrin', '深圳']);
  expect(nameTexts('  ').sort).toBeNull();
  expect(nameTexts('🪁'.repeat(60)).sort?.isWellFormed()).toBe(true);
  expect(nameTexts('\u0001'.repeat(60)).sort).toBe('');
  expect(nameTexts('***').sort).toBe('***');
});

test('every part of a name finds it, whatever the script', () => {
  const unit = fc.oneof(
    fc.constantFrom(...Array.from('深圳重庆长安行厦门绿地有限公司Café ß（）-&')),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 20 }), fc.nat(), fc.nat(), (characters, a, b) => {
      const from = a % characters.length;
      const to = from + 1 + (b % (characters.length - from));
      const part = normalise(characters.slice(from, to).join(''));
      // Folding a part may differ from folding the whole where letters join across the cut (final sigma, jamo).
      fc.pre(normalise(characters.join('')).includes(part));
      expect(searchText(characters.join('')).includes(part)).toBe(true);
    }),
  );
});

test('folding is stable and leaves no separator', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const folded = normalise(text);
      expect(folded).not.toMatch(/[|\s]/);
      expect(nameTexts(text)).toEqual(nameTexts(text));
    }),
  );
});

test('telephones keep their digits', () => {
  expect(phoneText('+86 138-0013 8000')).toContain('8613800138000');
  expect(phoneText('none')).toBe('');
  expect(phoneText(null)).toBe('');
});
