import type { z } from 'zod';
import { outboxContract, outboxState, type OutboxState } from '../../contract/outbox.ts';
import type { BothLanguages } from '../../contract/exports.ts';
import {
  column,
  condition,
  defineExport,
  describeBy,
  PAGE,
  pagesOf,
  words,
} from '../../exports/definition.ts';
import { listOutbox } from './queries.ts';

/** The outbox as a file: what was decided here, and what became of it. */

const STATE: Readonly<Record<OutboxState, BothLanguages>> = {
  waiting: words('Waiting', '等待发送'),
  sending: words('Being sent', '正在发送'),
  unknown: words('Being checked', '正在核实'),
  decision: words('Needs you', '待您处理'),
  held: words('Cannot be sent', '无法发送'),
  confirmed: words('Done', '已完成'),
  rejected: words('Refused', '被拒绝'),
  cancelled: words('Taken back', '已撤回'),
};

const listed = outboxContract['outbox.list'].input;
const input = listed.omit({ after: true, limit: true, revealId: true });
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

export const outboxExport = defineExport({
  name: 'outbox',
  title: words('Waiting changes', '待发送的更改'),
  permission: 'customers.view',
  source: 'desk',
  columns: [
    column('id', 'id', 'ID', 'ID', { always: true }),
    column('customer', 'text', 'Customer', '客户', { personal: 'customer', of: 'name' }),
    column('customerId', 'id', 'Customer ID', '客户 ID', { always: true }),
    column('what', 'text', 'Change', '更改'),
    column('state', 'text', 'State', '状态', { words: STATE }),
    column('since', 'instant', 'State since', '状态起始时间'),
    column('code', 'text', 'Why', '原因', { of: 'state' }),
    column('created', 'instant', 'Saved', '保存时间'),
    column('person', 'text', 'By', '操作人', { personal: 'person' }),
    column('attempts', 'integer', 'Attempts', '尝试次数'),
    column('before', 'text', 'Before', '更改前', { personal: 'json', of: 'what' }),
    column('target', 'text', 'After', '更改后', { personal: 'json', of: 'what' }),
  ],
  input,
  rows: (context, asked: z.output<typeof input>, caller) =>
    pagesOf(
      (after) => listOutbox(context, { ...asked, after, limit: PAGE }, caller),
      (row) => ({
        cells: {
          id: row.id,
          customer: row.customerName,
          customerId: row.customerId,
          what: row.kind,
          state: row.state,
          since: row.since,
          code: row.code,
          created: row.createdAt,
          person: row.person,
          attempts: row.attempts,
          before: json(row.base),
          target: json(row.target),
        },
        about: { customer: row.customerId },
      }),
    ),
  describe: (asked) =>
    describeBy(asked, {
      states: (states) =>
        states.length === outboxState.options.length
          ? null
          : condition(words('State', '状态'), {
              en: states.map((state) => STATE[state].en).join(', '),
              zh: states.map((state) => STATE[state].zh).join('、'),
            }),
      customerId: (id) => condition(words('Customer ID', '客户 ID'), id),
    }),
});
