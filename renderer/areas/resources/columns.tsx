import type { ReactNode } from 'react';
import type { ResourceKind, ResourceRow } from '../../../core/contract/resources.ts';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { Dash, DateText, StatusWord, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';

const TONES: Readonly<Record<ResourceRow['state'], Tone>> = {
  'in-use': 'fine',
  expired: 'act',
  frozen: 'over',
  changing: 'watch',
  closing: 'watch',
  closed: 'quiet',
  unknown: 'quiet',
};

const text = (value: string | null): ReactNode =>
  value === null || value === '' ? <Dash /> : <span title={value}>{value}</span>;

/** A resource's state, as icon and word. */
function ResourceState(props: { row: ResourceRow }): ReactNode {
  const { t } = useWords();
  const { state, status } = props.row;
  return (
    <StatusWord tone={TONES[state]} {...(state === 'frozen' ? { icon: 'frozen' as const } : {})}>
      {state === 'unknown'
        ? t('resources.state.unknown', { code: status ?? '' })
        : t(`resources.state.${state}`)}
    </StatusWord>
  );
}

/** What comes next when nobody renews, and when. */
function Next(props: { row: ResourceRow }): ReactNode {
  const { t } = useWords();
  const { next, policy } = props.row;
  if (next === null) return <Dash />;
  // While it is in use, what happens at the expiry says more than the date beside it.
  if (next.to === 'expired' && policy !== null) return t(`resources.policy.${policy}`);
  return (
    <span>
      {t(`resources.next.${next.to}`)} <DateText at={next.at} />
    </span>
  );
}

/** Columns of a customer's resources (guide 5.6), of one kind. */
export function useResourceColumns(kind: ResourceKind): readonly Column<ResourceRow>[] {
  const { t } = useWords();
  const title = (name: keyof typeof WIDTHS): { key: string; title: string; width: number } => ({
    key: name,
    title: t(`resources.column.${name}`),
    width: WIDTHS[name],
  });
  const common: readonly Column<ResourceRow>[] = [
    { ...title('name'), grow: true, cell: (row) => text(row.name) },
    { ...title('service'), cell: (row) => text(row.service) },
    { ...title('type'), optional: true, cell: (row) => text(row.type) },
    { ...title('specification'), cell: (row) => text(row.specification) },
    { ...title('region'), cell: (row) => text(row.region) },
    { ...title('state'), cell: (row) => <ResourceState row={row} /> },
    {
      ...title('effectiveAt'),
      optional: kind === 'period',
      cell: (row) => <DateText at={row.effectiveAt} />,
    },
  ];
  const period: readonly Column<ResourceRow>[] = [
    { ...title('expiresAt'), cell: (row) => <DateText at={row.expiresAt} /> },
    { ...title('next'), cell: (row) => <Next row={row} /> },
    {
      ...title('policy'),
      optional: true,
      cell: (row) => (row.policy === null ? <Dash /> : t(`resources.policy.${row.policy}`)),
    },
    {
      ...title('associated'),
      cell: (row) =>
        row.parent !== null ? (
          t('resources.partOf', { name: row.parent.name ?? row.parent.id })
        ) : row.associated === 0 ? (
          <Dash />
        ) : (
          formatCount(row.associated)
        ),
    },
  ];
  const id: readonly Column<ResourceRow>[] = [
    { ...title('id'), optional: true, cell: (row) => text(row.id) },
  ];
  return kind === 'period' ? [...common, ...period, ...id] : [...common, ...id];
}

const WIDTHS = {
  name: 138,
  service: 150,
  type: 150,
  specification: 150,
  region: 112,
  state: 104,
  effectiveAt: 120,
  expiresAt: 116,
  next: 166,
  policy: 170,
  associated: 110,
  id: 260,
} as const;
