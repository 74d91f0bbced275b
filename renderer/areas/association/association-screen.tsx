import { useMemo, useState, type ReactNode } from 'react';
import type { AssociationRow } from '../../../core/contract/association.ts';
import { useAddress, type Address } from '../../app/address.ts';
import { PageHead } from '../../app/frame/frame.tsx';
import { useLive, useLivePages } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { useReveal, type RevealOf } from '../../app/use-reveal.ts';
import { Button, Chip, Segments } from '../../ui/controls.tsx';
import { FilterBar, type Criterion } from '../../ui/filter-bar.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { ListScreen } from '../../ui/list-screen.tsx';
import { PanelScreen } from '../../ui/side-panel.tsx';
import { StateText } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { AnswersList } from './answers-list.tsx';
import css from './association.module.css';
import { useAssociationColumns } from './columns.tsx';
import { conditionsFromAddress } from './filter-address.ts';
import { RecordPanel } from './panel.tsx';
import { PolicyDialog, RecordRequestDialog } from './record-dialogs.tsx';
import { RecordLinkDialog } from './record-link.tsx';
import { FILTERS, SEGMENTS, type RecordFilter, type Segment } from './states.ts';

const VIEW = 'association';

function without(address: Address, ...names: readonly string[]): Address {
  return Object.fromEntries(Object.entries(address).filter(([name]) => !names.includes(name)));
}

function useCriteria(): readonly Criterion[] {
  const { t, language } = useWords();
  return [
    {
      kind: 'choice',
      key: 'type',
      title: t('association.filter.type'),
      choices: [
        { value: 'disassociation', label: t('association.type.disassociation') },
        { value: 'association', label: t('association.type.association') },
      ],
    },
    {
      kind: 'choice',
      key: 'initiator',
      title: t('association.filter.initiator'),
      choices: [
        { value: 'partner', label: t('association.initiator.partner') },
        { value: 'customer', label: t('association.initiator.customer') },
      ],
    },
    { kind: 'text', key: 'customer', title: t('association.filter.customer') },
    {
      kind: 'days',
      key: 'asked',
      title: t('association.filter.asked'),
      from: 'from',
      to: 'to',
      show: (value) => formatDay(value, language),
    },
  ];
}

function WhichSegment(props: { segment: Segment; onShow: (segment: string) => void }): ReactNode {
  const { t } = useWords();
  const summary = useLive('association.summary', {}).data;
  const counts = { open: summary?.open ?? 0, toAnswer: summary?.toAnswer ?? 0, closed: 0, answers: 0 };
  const shown = SEGMENTS.filter((one) => one !== 'toAnswer' || one === props.segment || counts.toAnswer > 0);
  return (
    <Segments
      label={t('association.filter.label')}
      value={props.segment}
      choices={shown.map((value) => ({
        value,
        label: t(`association.filter.${value}`, { n: formatCount(counts[value]) }),
      }))}
      onChange={props.onShow}
    />
  );
}

function Records(props: {
  filter: RecordFilter;
  address: Address;
  go: (address: Address) => void;
  reveal: RevealOf;
  which: ReactNode;
}): ReactNode {
  const { t } = useWords();
  const { filter, address, go, reveal } = props;
  const columns = useAssociationColumns();
  const criteria = useCriteria();
  const conditions = JSON.stringify(conditionsFromAddress(address));
  const input = useMemo(
    () => ({
      ...(JSON.parse(conditions) as ReturnType<typeof conditionsFromAddress>),
      states: [...FILTERS[filter]],
      limit: 100,
      ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
    }),
    [conditions, filter, reveal.revealId],
  );
  const pages = useLivePages('association.list', input);
  const filtered = conditions !== '{}';
  return (
    <ListScreen
      view={VIEW}
      label={t('association.title')}
      columns={columns}
      pages={pages}
      rowKey={(row: AssociationRow) => row.id}
      onOpen={(row) => go({ ...address, id: row.id })}
      reveal={reveal}
      filters={
        <>
          {props.which}
          <div className={css.bar}>
            <FilterBar
              address={address}
              onChange={(next) => go(without(next, 'id'))}
              criteria={criteria}
              search={t('association.search')}
            />
          </div>
        </>
      }
      empty={
        filtered ? (
          <StateText
            title={t('association.empty.nothing')}
            action={
              <Button onClick={() => go(address['show'] === undefined ? {} : { show: address['show'] })}>
                {t('common.clearFilters')}
              </Button>
            }
          />
        ) : filter === 'open' ? (
          <StateText
            title={t('association.empty.open')}
            reason={t('association.empty.openReason')}
            action={
              <Button onClick={() => go({ show: 'closed' })}>{t('association.empty.openAction')}</Button>
            }
          />
        ) : (
          <StateText title={t(`association.empty.${filter}`)} />
        )
      }
    />
  );
}

type Dialog = 'request' | 'link' | 'policy';

function Acts(props: { onOpen: (dialog: Dialog) => void }): ReactNode {
  const { t } = useWords();
  const may = useMay();
  return (
    <>
      {may('desk.manage') && (
        <Button onClick={() => props.onOpen('policy')}>{t('association.menu.policy')}</Button>
      )}
      {may('customers.develop') && (
        <Button onClick={() => props.onOpen('link')}>{t('association.menu.recordLink')}</Button>
      )}
      {may('customers.disassociate') && (
        <Button variant="primary" onClick={() => props.onOpen('request')}>
          {t('association.menu.recordRequest')}
        </Button>
      )}
    </>
  );
}

/** Manage Association Records (guide 5.5): requests and records with their states, and what customers said. */
export function AssociationScreen(): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const reveal = useReveal(VIEW);
  const policy = useLive('association.policy', {}).data;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const segment = SEGMENTS.find((one) => one === address['show']) ?? 'open';
  const { id, customer } = address;
  const show = (name: string): void =>
    go({ ...without(address, 'id', 'show'), ...(name === 'open' ? {} : { show: name }) });
  const which = <WhichSegment segment={segment} onShow={show} />;
  const close = (): void => {
    go(without(address, 'id'));
    requestAnimationFrame(() => document.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus());
  };
  const list =
    segment === 'answers' ? (
      <AnswersList
        customerId={customer}
        reveal={reveal}
        filters={
          <div className={css.filters}>
            {which}
            {customer !== undefined && (
              <Chip name={t('association.filter.customer')} onRemove={() => go(without(address, 'customer'))}>
                {t('common.filter.is', { name: t('association.filter.customer'), value: customer })}
              </Chip>
            )}
          </div>
        }
      />
    ) : (
      <Records filter={segment} address={address} go={go} reveal={reveal} which={which} />
    );
  return (
    <>
      <PanelScreen
        head={
          <PageHead
            title={t('association.title')}
            note={t('association.note')}
            actions={<Acts onOpen={setDialog} />}
          />
        }
        list={list}
        panel={
          id === undefined || segment === 'answers' ? null : (
            <RecordPanel id={id} revealId={reveal.revealId} onClose={close} />
          )
        }
      />
      {dialog === 'request' && (
        <RecordRequestDialog customerId={customer ?? ''} onClose={() => setDialog(null)} />
      )}
      {dialog === 'link' && <RecordLinkDialog onClose={() => setDialog(null)} />}
      {dialog === 'policy' && policy !== undefined && (
        <PolicyDialog policy={policy} onClose={() => setDialog(null)} />
      )}
    </>
  );
}
