import { maskName } from '../../base/masking.ts';
import { answerAbout, customerAnswer } from '../../contract/answers.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { customerFacts, seenOf, shownName } from '../customers/shared.ts';

const VIEW = 'association';

type Stored = {
  seq: bigint;
  id: string;
  customer_id: string | null;
  name: string | null;
  about: string;
  answer: string;
  said_at: bigint;
  note: string | null;
  person: string;
  recorded_at: bigint;
};

/** What customers said, newest first; of customers in sight, and what one wrote down oneself. Names are masked. */
export function listAnswers(
  context: AreaContext,
  input: ParsedInputOf<'answers.list'>,
  caller: Caller,
): OutputOf<'answers.list'> {
  const { ledger, mirror } = context.workspace;
  const where = ['1 = 1'];
  const params: SqlValue[] = [];
  const add = (condition: string, value: SqlValue): void => {
    where.push(condition);
    params.push(value);
  };
  if (input.customerId !== undefined) add('customer_id = ?', input.customerId);
  if (input.about !== undefined) add('about = ?', input.about);
  if (input.after !== undefined) add('seq < (SELECT seq FROM customer_answer WHERE id = ?)', input.after);
  const rows = ledger.read.iterate<Stored>(
    `-- answers.list
     SELECT seq, id, customer_id, name, about, answer, said_at, note, person, recorded_at FROM customer_answer
     WHERE ${where.join(' AND ')} ORDER BY seq DESC`,
    params,
  );
  const found: Stored[] = [];
  for (const row of rows) {
    const own = row.person === caller.person;
    const id = row.customer_id;
    const sees =
      own || (id === null ? caller.sees === 'all' : seenOf(mirror.read, caller.sees, [id]).has(id));
    if (sees) found.push(row);
    if (found.length > input.limit) break;
  }
  const page = found.slice(0, input.limit);
  return {
    rows: rowsOf(context, page, caller, input.revealId),
    next: found.length > input.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

function rowsOf(
  context: AreaContext,
  rows: readonly Stored[],
  caller: Caller,
  revealId: string | undefined,
): OutputOf<'answers.list'>['rows'] {
  const clear = caller.revealed(VIEW, revealId).has('name');
  const ids = rows.flatMap((row) => (row.customer_id === null ? [] : [row.customer_id]));
  const facts = customerFacts(context.workspace.mirror.read, ids);
  return rows.map((row) => {
    const customer = row.customer_id === null ? undefined : facts.get(row.customer_id);
    const name = customer === undefined ? (row.name ?? '') : shownName(customer);
    return {
      id: row.id,
      customerId: row.customer_id,
      customerName: clear ? name : maskName(name),
      association: customer?.association ?? null,
      about: answerAbout.parse(row.about),
      answer: customerAnswer.parse(row.answer),
      saidAt: Number(row.said_at),
      note: row.note,
      person: row.person,
      recordedAt: Number(row.recorded_at),
    };
  });
}
