import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { ResellerRow } from '../../../core/contract/resellers.ts';
import type { Address } from '../../app/address.ts';
import { useLive, useLivePages } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import type { RevealOf } from '../../app/use-reveal.ts';
import { LinkButton } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { FilterBar, type Criterion } from '../../ui/filter-bar.tsx';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { MoreMenu } from '../../ui/more-menu.tsx';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { useWords } from '../../words/use-words.ts';
import { useResellerColumns } from './columns.tsx';
import { useResellerActions } from './reseller-actions.tsx';
import css from './resellers.module.css';

const NONE: ReadonlySet<string> = new Set();
const KEYS = ['search', 'budget', 'order', 'manager'] as const;

function useCriteria(revealId: string | undefined): readonly Criterion[] {
  const { t } = useWords();
  const managers = useLive('resellers.managers', revealId === undefined ? {} : { revealId }).data?.rows ?? [];
  const held = (['yes', 'no'] as const).map((value) => ({ value, label: t(`resellers.criterion.${value}`) }));
  return [
    { kind: 'choice', key: 'budget', title: t('resellers.criterion.budget'), choices: held },
    { kind: 'choice', key: 'order', title: t('resellers.criterion.order'), choices: held },
    ...(managers.length === 0
      ? []
      : [
          {
            kind: 'choice' as const,
            key: 'manager',
            title: t('resellers.criterion.manager'),
            choices: managers.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]),
  ];
}

/** What an address asks for; what is not understood is left out. */
export function filterOf(address: Address) {
  const held = (value: string | undefined): boolean | undefined =>
    value === 'yes' ? true : value === 'no' ? false : undefined;
  const [budget, order] = [held(address['budget']), held(address['order'])];
  const { search = '', manager = '' } = address;
  return {
    ...(search === '' ? {} : { search }),
    ...(manager === '' ? {} : { managerId: manager }),
    ...(budget === undefined ? {} : { budget }),
    ...(order === undefined ? {} : { order }),
  };
}

/** The resellers with what they may do; a row leads to its page, its menu to everything that can be done. */
export function ResellerList(props: {
  address: Address;
  go: (address: Address) => void;
  reveal: RevealOf;
}): ReactNode {
  const { t } = useWords();
  const { address, go, reveal } = props;
  const navigate = useNavigate();
  const may = useMay();
  const columns = useResellerColumns();
  const criteria = useCriteria(reveal.revealId);
  const actions = useResellerActions(true);
  const [chosen, setChosen] = useState(NONE);
  const filtered = KEYS.some((key) => (address[key] ?? '') !== '');
  const pages = useLivePages('resellers.list', {
    ...filterOf(address),
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  const menu: Column<ResellerRow> = {
    key: 'more',
    title: t('common.more'),
    width: 44,
    end: true,
    cell: (row) => (
      <MoreMenu label={t('actions.moreFor', { name: row.name })} entries={() => actions.entries(row)} />
    ),
  };
  return (
    <div className={css.screen}>
      <ListScreen
        view="resellers"
        label={t('resellers.title')}
        columns={columns}
        end={menu}
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/resellers/$id', params: { id: row.id } })}
        filters={
          <div className={css.filters}>
            <FilterBar address={address} onChange={go} criteria={criteria} search={t('resellers.search')} />
          </div>
        }
        reveal={reveal}
        {...(may('resellers.manage') && {
          selection: { chosen, onChange: setChosen, nameOf: (row: ResellerRow) => row.name },
        })}
        empty={
          <NoRows
            filtered={filtered}
            empty={t('resellers.empty')}
            reason={t('resellers.emptyReason')}
            nothing={t('resellers.nothing')}
            clear={<LinkButton onClick={() => go({})}>{t('common.clearFilters')}</LinkButton>}
          />
        }
        stamp={pages.rows[0]?.stamp ?? null}
      />
      <SelectionBar
        count={chosen.size}
        actions={[
          {
            key: 'assign',
            label: t('resellers.act.assign'),
            onSelect: () =>
              actions.assign(
                pages.rows.filter((row) => chosen.has(row.id)),
                () => setChosen(NONE),
              ),
          },
        ]}
        onClear={() => setChosen(NONE)}
      />
      {actions.dialogs}
    </div>
  );
}
