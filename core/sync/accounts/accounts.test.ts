import { expect, test } from 'vitest';
import { fixedClock } from '../../base/clock.ts';
import { CodedError, isCoded } from '../../base/errors.ts';
import { seededRandom } from '../../base/random.ts';
import type { CallInput, SentOutcome, UpstreamAnswer } from '../../sources/source.ts';
import { MemoryStore } from '../../storage/testing/memory-store.ts';
import { outboxMigrations } from '../outbox/schema.ts';
import { answer } from '../outbox/testing/center.ts';
import { allowanceOf, PAUSE_MS, PER_DAY, PER_HOUR, sendCode, validUntilOf } from './codes.ts';
import { checkIdentity } from './identity.ts';

const NOON = 1_795_435_200_000;
const HOUR = 3_600_000;
const EMAIL = 'ops@northwind.example';

class Sender {
  readonly clock = fixedClock(NOON);
  readonly ledger = new MemoryStore(this.clock, outboxMigrations);
  readonly sent: CallInput[] = [];
  /** Rows that say "under way" when the request leaves. */
  readonly recorded: number[] = [];
  outcome: SentOutcome | Error = answer(204);

  ask(email = EMAIL): Promise<{ outcome: 'sent' | 'maybe'; validUntil: number }> {
    const source = {
      send: (_operation: string, input: CallInput): Promise<SentOutcome> => {
        this.sent.push(input);
        this.recorded.push(
          this.ledger.read.all('SELECT 1 FROM code_send WHERE outcome IS NULL AND started_at = ?', [
            this.clock.now(),
          ]).length,
        );
        return this.outcome instanceof Error ? Promise.reject(this.outcome) : Promise.resolve(this.outcome);
      },
    };
    const ports = {
      ledger: this.ledger,
      source,
      clock: this.clock,
      random: seededRandom(this.sent.length + 1),
    };
    return sendCode(ports, { email, language: 'zh-CN', person: 'Mei' });
  }

  async refusal(): Promise<CodedError> {
    const error: unknown = await this.ask().catch((thrown: unknown) => thrown);
    if (!isCoded(error)) throw new Error('was not refused');
    return error;
  }
}

test('a code is written down before it leaves, sent once, and neither it nor the address is in the audit', async () => {
  const sender = new Sender();
  expect(await sender.ask()).toEqual({ outcome: 'sent', validUntil: NOON + 10 * 60_000 });
  expect(sender.recorded).toEqual([1]);
  expect(sender.sent[0]?.body).toEqual({ receiver_type: 2, timeout: 10, email: EMAIL, lang: 'zh-cn' });
  const audit = sender.ledger.read.all<{ what: string; target: string; outcome: string }>(
    'SELECT what, target, outcome FROM audit ORDER BY seq',
  );
  expect(audit.map(({ outcome }) => outcome)).toEqual(['started', 'sent']);
  expect(audit[0]).toMatchObject({ what: 'customers.sendCode', target: 'o***@***.example' });
});

test.each([
  { kind: 'transport', sent: true, reason: 'DEADLINE' } as const,
  answer(500, 'CBC.0999'),
  answer(200, null, { readable: false }),
  new Error('torn'),
])('no clear answer: it may have been sent, is said so, counts, and is not sent again', async (outcome) => {
  const sender = new Sender();
  sender.outcome = outcome;
  expect((await sender.ask()).outcome).toBe('maybe');
  expect(sender.sent).toHaveLength(1);
  expect(allowanceOf(sender.ledger.read, EMAIL, NOON).left).toBe(PER_HOUR - 1);
  expect(validUntilOf(sender.ledger.read, EMAIL, NOON)).toBe(NOON + 10 * 60_000);
});

test('a program that ended before the answer came: the code counts as sent', async () => {
  const sender = new Sender();
  await sender.ask();
  sender.ledger.write((w) => void w.run('UPDATE code_send SET outcome = NULL'));
  expect(allowanceOf(sender.ledger.read, EMAIL, NOON)).toEqual({ left: 14, nextAt: NOON + PAUSE_MS });
});

test.each([
  [answer(400, 'CBC.99004015'), 'CODE_LIMIT'],
  [answer(400, 'CBC.0100'), 'UPSTREAM_REFUSED'],
  [answer(401, 'CBC.0154'), 'CREDENTIALS_REFUSED'],
  [answer(403, 'CBC.0151'), 'PERMISSION_MISSING'],
  [answer(429, 'APIGW.0308'), 'UPSTREAM_BUSY'],
  [{ kind: 'transport', sent: false, reason: 'ECONNREFUSED' } as const, 'ENDPOINT_UNREACHABLE'],
  [new CodedError('CREDENTIALS_MISSING'), 'CREDENTIALS_MISSING'],
])('surely not sent: refused with its code, and it does not count', async (outcome, code) => {
  const sender = new Sender();
  sender.outcome = outcome;
  expect((await sender.refusal()).code).toBe(code);
  expect(allowanceOf(sender.ledger.read, EMAIL, NOON)).toEqual({ left: PER_HOUR, nextAt: null });
  expect(validUntilOf(sender.ledger.read, EMAIL, NOON)).toBeNull();
});

test('a pause between two, 15 an hour, 60 a day, for each address in any spelling', async () => {
  const sender = new Sender();
  await sender.ask();
  expect((await sender.refusal()).data).toEqual({ nextAt: NOON + PAUSE_MS });
  expect((await sender.ask('other@northwind.example')).outcome).toBe('sent');
  await expect(sender.ask(EMAIL.toUpperCase())).rejects.toMatchObject({ code: 'CODE_TOO_SOON' });
  for (let i = 1; i < PER_HOUR; i += 1) {
    sender.clock.advance(PAUSE_MS);
    await sender.ask();
  }
  sender.clock.advance(PAUSE_MS);
  const limit = await sender.refusal();
  expect([limit.code, limit.data]).toEqual(['CODE_LIMIT', { nextAt: NOON + HOUR }]);
  for (let sent = PER_HOUR; sent < PER_DAY; sent += 1) {
    sender.clock.advance(HOUR / PER_HOUR + 1);
    if (allowanceOf(sender.ledger.read, EMAIL, sender.clock.now()).left === 0) sender.clock.advance(HOUR);
    await sender.ask();
  }
  sender.clock.advance(HOUR);
  expect((await sender.refusal()).data).toEqual({ nextAt: NOON + 24 * HOUR });
  expect(sender.sent).toHaveLength(PER_DAY + 1);
});

const reading = (body: UpstreamAnswer['body']): Pick<UpstreamAnswer, 'body'> => ({ body });
const asking = (result: Pick<UpstreamAnswer, 'body'> | Error) => ({
  calls: [] as unknown[],
  call(_operation: string, input?: CallInput) {
    this.calls.push(input?.body);
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result as UpstreamAnswer);
  },
});

test('a name: free, taken, invalid, or unchecked with the reason', async () => {
  const name = { type: 'name', value: 'northwind' } as const;
  const free = asking(reading({ error_code: 'CBC.0000', check_result: 'available' }));
  expect(await checkIdentity(free, name)).toEqual({ result: 'free', left: null, code: null });
  expect(free.calls).toEqual([{ search_type: 'name', search_value: 'northwind' }]);
  const taken = asking(reading({ check_result: 'used_by_user', mobile_remain_available_num: '2' }));
  expect(await checkIdentity(taken, { type: 'mobile', value: '0052-5512345678' })).toEqual({
    result: 'taken',
    left: 2,
    code: null,
  });
  for (const value of ['abc', 'op_admin', '12345', 'with space'])
    expect((await checkIdentity(free, { type: 'name', value })).result).toBe('invalid');
  expect(free.calls).toHaveLength(1);
  const refused = asking(new CodedError('UPSTREAM_REFUSED', { status: 400, code: 'CBC.0100' }));
  expect((await checkIdentity(refused, name)).result).toBe('invalid');
  const offline = asking(new CodedError('ENDPOINT_UNREACHABLE', {}));
  expect(await checkIdentity(offline, name)).toEqual({
    result: 'unchecked',
    left: null,
    code: 'ENDPOINT_UNREACHABLE',
  });
  const strange = asking(reading({ check_result: 'who knows' }));
  expect((await checkIdentity(strange, name)).code).toBe('UPSTREAM_UNREADABLE');
});
