import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedClock, systemTimers } from './clock.ts';
import { ERRORS } from './error-codes.ts';
import { asCoded, CodedError, isCoded } from './errors.ts';
import { uuidv7 } from './ids.ts';
import { isMasked, maskAccount, maskEmail, maskName, maskPerson, maskPhone } from './masking.ts';
import { seededRandom } from './random.ts';

describe('masking (guide section 3)', () => {
  test('keeps just enough to recognise', () => {
    expect(maskName('Orrinfield Gaming (Pty) Ltd')).toBe('Or***ld Gaming');
    expect(maskName('Lumenquay Logistics Co., Ltd.')).toBe('Lu***ay Logistics');
    expect(maskName('Quillmere Healthcare S.A. de C.V.')).toBe('Qu***re Healthcare');
    expect(maskName('Hangzhou Kitefern Software Co., Ltd.')).toBe('Ha***ou Software');
    expect(maskName('深圳澜曜渡物流有限公司')).toBe('深***物流');
    expect(maskName('欧临野网络科技（约翰内斯堡）有限公司')).toBe('欧***科技');
    expect(maskName('𠮷野渡信息有限公司')).toBe('𠮷***');
    expect(maskName('有限公司')).toBe('有***');
    expect(maskPerson('Lin Wei')).toBe('L*** W***');
    expect(maskPerson('李伟')).toBe('李***');
    expect(maskAccount('lumenquay_cloud')).toBe('lu***ud');
    expect(maskPhone('13800138000')).toBe('138***00');
    expect(maskPhone('12345')).toBe('***');
    expect(maskEmail('lin.wei@example.com')).toBe('l***@***.com');
    expect(maskEmail('nonsense')).toBe('***');
    expect([maskName(''), maskPerson(''), maskAccount(''), maskPhone(' '), maskEmail('')]).toEqual([
      '',
      '',
      '',
      '',
      '',
    ]);
  });

  test('never shows a text of three or more characters whole, and marks what it hides', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 3, maxLength: 80 }), (text) => {
        const trimmed = text.trim();
        fc.pre(trimmed.length > 0 && !trimmed.includes('*'));
        for (const masked of [
          maskName(text),
          maskPerson(text),
          maskAccount(text),
          maskPhone(text),
          maskEmail(text),
        ]) {
          expect(isMasked(masked)).toBe(true);
          expect(masked.includes(trimmed) && trimmed.length > 1).toBe(false);
        }
      }),
    );
  });
});

describe('ids', () => {
  test('sort by the time they were made, and carry version 7', () => {
    const clock = fixedClock(Date.UTC(2026, 10, 23));
    const random = seededRandom(7);
    const first = uuidv7(clock, random);
    clock.advance(1);
    const second = uuidv7(clock, random);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first < second).toBe(true);
  });

  test('a seed replays', () => {
    const take = (seed: number): number[] => {
      const random = seededRandom(seed);
      return [random.next(), random.next(), random.next()];
    };
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
  });
});

describe('waiting', () => {
  test('ends at once when aborted, before and during', async () => {
    const early = AbortSignal.abort(new Error('early'));
    await expect(systemTimers.sleep(60_000, early)).rejects.toThrow('early');
    const controller = new AbortController();
    const waiting = systemTimers.sleep(60_000, controller.signal);
    controller.abort(new Error('late'));
    await expect(waiting).rejects.toThrow('late');
  });
});

describe('errors', () => {
  test('every code has a meaning, an advice and an exit status', () => {
    for (const [code, fact] of Object.entries(ERRORS)) {
      expect(code).toMatch(/^[A-Z][A-Z_]+$/);
      expect(fact.meaning.endsWith('.')).toBe(true);
      expect(fact.advice.length).toBeGreaterThan(10);
      expect(Number.isInteger(fact.exit) && fact.exit >= 0 && fact.exit < 128).toBe(true);
    }
  });

  test('what is not coded becomes INTERNAL and keeps its cause', () => {
    const cause = new TypeError('x');
    expect(asCoded(cause)).toMatchObject({ code: 'INTERNAL', cause });
    const own = new CodedError('NOT_FOUND', { id: '1' });
    expect(asCoded(own)).toBe(own);
    expect([isCoded(own, 'NOT_FOUND'), isCoded(own, 'INTERNAL'), isCoded(cause)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
