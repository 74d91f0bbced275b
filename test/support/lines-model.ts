/** A lines store over a plain list, added up on the spot: what answers from rollups must agree with. */
import { addDecimals, compareDecimals } from '../../core/base/money.ts';
import type { GroupsQuery, LinesStore, SegmentSource, Sum } from '../../core/storage/lines/store.ts';
import { fakeLines } from './areas.ts';

export interface ModelLine {
  readonly day: string;
  readonly customerId: string;
  readonly payable: string;
  readonly kind?: string;
  readonly service?: string;
  readonly currency?: string;
}

export interface ModelLines extends LinesStore {
  /** Replaces the lines, as an import would. */
  set(lines: readonly ModelLine[]): void;
  /** How many questions were asked. */
  readonly asked: { count: number };
}

const KEY: Partial<Record<GroupsQuery['by'], (line: ModelLine) => string>> = {
  month: (l) => l.day.slice(0, 7),
  customer: (l) => l.customerId,
  service: (l) => l.service ?? '',
  kind: (l) => l.kind ?? 'consumption',
};

function sumOf(lines: readonly ModelLine[]): Sum {
  const payable = addDecimals(...lines.map((l) => l.payable));
  const amounts = { payable, list: payable, billed: null, effective: null, contracted: null };
  return { currency: lines[0]?.currency ?? 'USD', amounts, lines: lines.length };
}

function by<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of list) map.set(key(item), [...(map.get(key(item)) ?? []), item]);
  return map;
}

export function modelLines(lines: readonly ModelLine[], importedAt: number): ModelLines {
  let version = 1n;
  let all = lines;
  const asked = { count: 0 };
  const chosen = (q: Partial<GroupsQuery>): ModelLine[] =>
    all.filter(
      (l) =>
        (q.from === undefined || l.day.slice(0, 7) >= q.from) &&
        (q.to === undefined || l.day.slice(0, 7) <= q.to) &&
        (q.customerId === undefined || l.customerId === q.customerId) &&
        (q.kind === undefined || (l.kind ?? 'consumption') === q.kind) &&
        (q.currency === undefined || (l.currency ?? 'USD') === q.currency),
    );
  return {
    ...fakeLines(),
    asked,
    set(next) {
      all = next;
      version += 1n;
    },
    version: () => Promise.resolve(version),
    groups(q) {
      asked.count += 1;
      const found = chosen(q);
      const key = KEY[q.by] ?? (() => '');
      const rows = [...by(found, (l) => `${key(l)}\n${l.currency ?? 'USD'}`).values()].map((own) => ({
        key: key(own[0]!),
        label: null,
        ...sumOf(own),
      }));
      rows.sort((a, b) =>
        q.order === 'payable'
          ? compareDecimals(b.amounts.payable!, a.amounts.payable!)
          : a.key < b.key
            ? -1
            : 1,
      );
      const total = [...by(found, (l) => l.currency ?? 'USD').values()].map(sumOf);
      return Promise.resolve({ rows: rows.slice(0, q.limit), total, groups: new Set(found.map(key)).size });
    },
    daily({ period, customerId }) {
      asked.count += 1;
      const days = by(
        chosen({ from: period, to: period, customerId }),
        (l) => `${l.day}\n${l.currency ?? 'USD'}`,
      );
      return Promise.resolve(
        [...days.values()].map((own) => ({
          day: own[0]!.day,
          payable: sumOf(own).amounts.payable!,
          currency: sumOf(own).currency,
        })),
      );
    },
    sameDays({ period, days, customerIds }) {
      asked.count += 1;
      const found = chosen({ from: period, to: period }).filter((l) => Number(l.day.slice(8)) <= days);
      const rows = [...by(found, (l) => `${l.customerId}\n${l.currency ?? 'USD'}`).values()].map((own) => ({
        customerId: own[0]!.customerId,
        currency: sumOf(own).currency,
        payable: sumOf(own).amounts.payable!,
      }));
      return Promise.resolve(
        rows.filter((r) => customerIds === undefined || customerIds.includes(r.customerId)),
      );
    },
    sources({ from, to }) {
      const months = by(chosen({ from, to }), (l) => l.day.slice(0, 7));
      return Promise.resolve(
        [...months].map(([period, own]): SegmentSource => ({
          scope: 'own',
          period,
          importId: `i-${period}`,
          file: `usage_${period}.csv`,
          format: 'huawei-usage',
          importedAt,
          through:
            own
              .map((l) => l.day)
              .sort()
              .at(-1) ?? null,
          provisional: false,
          lines: own.length,
        })),
      );
    },
    span() {
      const months = all.map((l) => l.day.slice(0, 7)).sort();
      const currencies = [...new Set(all.map((l) => l.currency ?? 'USD'))].sort();
      return Promise.resolve({ first: months[0] ?? null, last: months.at(-1) ?? null, currencies });
    },
  };
}
