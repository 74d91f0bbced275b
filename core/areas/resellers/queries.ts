import { maskAccount, maskEmail, maskName, maskPerson, maskPhone } from '../../base/masking.ts';
import { formatDecimal, joinUnits } from '../../base/money.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { nextKey, openPlace, readStretches } from '../../storage/keyset.ts';
import { normalise } from '../search-text.ts';
import type { SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { apiStamp, OPERATIONS } from '../context.ts';
import { ensureCustomerFigures, figuresOfResellers } from '../customers/shared.ts';

type Stored = {
  id: string;
  name: string;
  account: string;
  phone: string | null;
  email: string | null;
  manager: string | null;
  associated_on: bigint | null;
  as_of: bigint;
  place: SqlValue;
};

/** Resellers by name, with their customers' number and month-to-date expenditure. Masked unless revealed ('resellers'). */
export function listResellers(
  context: AreaContext,
  input: ParsedInputOf<'resellers.list'>,
  caller: Caller,
): OutputOf<'resellers.list'> {
  const { workspace } = context;
  ensureCustomerFigures(workspace);
  const epoch = workspace.mirror.epoch();
  const after = input.after === undefined ? null : openPlace(epoch, 'resellers', input.after);
  const revealed = caller.revealed('resellers', input.revealId);
  const show = (column: string, value: string, mask: (text: string) => string): string =>
    revealed.has(column) ? value : mask(value);
  const showOrNull = (column: string, value: string | null, mask: (text: string) => string): string | null =>
    value === null ? null : show(column, value, mask);
  const needle = normalise(input.search ?? '');
  return workspace.mirror.snapshot((r) => {
    const found = readStretches<Stored>(r, {
      select: 'SELECT s.*, s.name_sort AS place FROM reseller AS s',
      where: [needle === '' ? '1' : '(instr(s.text, ?) > 0 OR s.id = ?)'],
      params: needle === '' ? [] : [needle, input.search ?? ''],
      column: 's.name_sort',
      id: 's.id',
      direction: 'asc',
      after,
      limit: input.limit + 1,
    });
    const rows = found.slice(0, input.limit);
    const figures = figuresOfResellers(
      r,
      rows.map((row) => row.id),
    );
    return {
      rows: rows.map((row) => {
        const own = figures.get(row.id);
        return {
          id: row.id,
          name: show('name', row.name, maskName),
          account: show('account', row.account, maskAccount),
          phone: showOrNull('phone', row.phone, maskPhone),
          email: showOrNull('email', row.email, maskEmail),
          manager: showOrNull('manager', row.manager, maskPerson),
          associatedOn: row.associated_on === null ? null : Number(row.associated_on),
          customers: own?.customers ?? 0,
          monthToDate:
            own === undefined || own.currency === null
              ? null
              : { amount: formatDecimal(joinUnits(own.e8, own.r16)), currency: own.currency },
          stamp: apiStamp(context, 'resellers', OPERATIONS.resellers, Number(row.as_of)),
        };
      }),
      next: nextKey(epoch, 'resellers', found, input.limit),
    };
  });
}
