import type { ReactNode } from 'react';
import type { ManagerFigures } from '../../../core/contract/assignments.ts';
import { useAddress, type Address } from '../../app/address.ts';
import { PageHead } from '../../app/frame/frame.tsx';
import { useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { useReveal, type RevealOf } from '../../app/use-reveal.ts';
import { Button, Segments } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './assignments.module.css';
import { ChangesPane } from './changes-pane.tsx';
import { CustomersPane } from './customers-pane.tsx';
import { ManagerList, NOBODY, type Managers } from './manager-list.tsx';

const VIEW = 'customers';

/** What stands in the address: `m` the manager, `show` the changes or what is open, `pick` choosing customers to add. */
interface Place {
  readonly key: string;
  readonly show: 'customers' | 'changes' | 'open';
  readonly pick: 'unassigned' | 'others' | null;
  readonly search: string;
}

function placeOf(address: Address, managers: Managers): Place {
  const known = [...managers.rows.map(({ key }) => key), NOBODY];
  const { m, show, pick, q = '' } = address;
  return {
    key: m !== undefined && known.includes(m) ? m : (known[0] ?? NOBODY),
    show: show === 'changes' || show === 'open' ? show : 'customers',
    pick: pick === 'others' || pick === 'unassigned' ? pick : null,
    search: q,
  };
}

/** What is shown of a manager, or where customers are chosen from; and the search in them. */
function Bar(props: { place: Place; picking: boolean; go: (change: Address) => void }): ReactNode {
  const { t } = useWords();
  const { place, picking, go } = props;
  return (
    <div className={css.bar}>
      {picking ? (
        <Segments
          label={t('assignments.pane.from')}
          value={place.pick ?? 'unassigned'}
          choices={(['unassigned', 'others'] as const).map((value) => ({
            value,
            label: t(`assignments.pane.${value}`),
          }))}
          onChange={(pick) => go({ pick })}
        />
      ) : (
        <Segments
          label={t('assignments.pane.tabs')}
          value={place.show}
          choices={(['customers', 'changes', 'open'] as const).map((value) => ({
            value,
            label: t(`assignments.pane.${value}`),
          }))}
          onChange={(show) => go({ show: show === 'customers' ? '' : show, q: '' })}
        />
      )}
      {(picking || place.show === 'customers') && (
        <div className={css.search}>
          <SearchField
            label={t('assignments.pane.search')}
            value={place.search}
            onSearch={(q) => go({ q })}
          />
        </div>
      )}
    </div>
  );
}

/** The chosen manager: name, figures, what is shown, and the way to more customers. */
function Pane(props: {
  managers: Managers;
  place: Place;
  go: (change: Address) => void;
  reveal: RevealOf;
}): ReactNode {
  const { t } = useWords();
  const { managers, place, go, reveal } = props;
  const manager = managers.rows.find(({ key }) => key === place.key);
  const name = manager?.name ?? t('assignments.list.nobody');
  const customers = manager?.customers ?? managers.nobody;
  const picking = place.pick !== null && manager?.assignable === true;
  const to = picking ? { key: manager.key, name } : null;
  return (
    <section className={css.pane} aria-label={name}>
      <div className={css.paneHead}>
        <h2>{name}</h2>
        <span className={css.figures}>
          {t('assignments.pane.total', { count: customers, n: formatCount(customers) })}
        </span>
        <div className={css.paneActs}>
          {manager?.assignable === true && (
            <Button
              variant={picking ? 'default' : 'primary'}
              onClick={() => go({ show: '', q: '', pick: picking ? '' : 'unassigned' })}
            >
              {t(picking ? 'assignments.action.done' : 'assignments.action.add')}
            </Button>
          )}
        </div>
      </div>
      <Bar place={place} picking={picking} go={go} />
      {picking || place.show === 'customers' ? (
        <CustomersPane
          filter={{
            ...(place.pick === 'others' && picking ? {} : { managedBy: picking ? NOBODY : place.key }),
            ...(place.search === '' ? {} : { search: place.search }),
          }}
          reveal={reveal}
          to={to}
        />
      ) : (
        <ChangesPane
          managerId={place.key === NOBODY || place.key.startsWith('@') ? undefined : place.key}
          open={place.show === 'open'}
          reveal={reveal}
        />
      )}
      <p className={css.foot}>{t('assignments.pane.counting')}</p>
    </section>
  );
}

/**
 * The managers of now, and those who only have figures: they had customers once, which still count for them.
 */
function withFormer(managers: Managers, figures: readonly ManagerFigures[]): Managers {
  const known = new Set(managers.rows.map(({ key }) => key));
  const former = figures
    .filter(({ key }) => key !== '' && !known.has(key))
    .map(({ key, name }) => ({ key, name, assignable: false, customers: 0, open: 0 }));
  return { ...managers, rows: [...managers.rows, ...former] };
}

/** Customer Assignment (guide 5.8): start from a manager, see the customers, assign and withdraw. */
export function AssignmentsScreen(): ReactNode {
  const { t } = useWords();
  const [address, setAddress] = useAddress();
  const reveal = useReveal(VIEW);
  const may = useMay();
  const revealed = reveal.revealId === undefined ? {} : { revealId: reveal.revealId };
  const answer = useLive('assignments.managers', revealed);
  // Read apart: amounts wait for the lines, customers can be assigned before they are there.
  const figures = useLive('assignments.figures', revealed, { enabled: may('expenditures.view') }).data?.rows;
  const head = <PageHead title={t('assignments.title')} note={t('assignments.note')} />;
  if (answer.error !== null && answer.data === undefined)
    return (
      <>
        {head}
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      </>
    );
  if (answer.data === undefined)
    return (
      <>
        {head}
        <Skeleton lines={10} />
      </>
    );
  const go = (change: Address): void =>
    setAddress(
      Object.fromEntries(Object.entries({ ...address, ...change }).filter(([, value]) => value !== '')),
    );
  const managers = withFormer(answer.data, figures ?? []);
  const place = placeOf(address, managers);
  return (
    <div className={css.screen}>
      {head}
      <div className={css.columns}>
        <ManagerList
          managers={managers}
          figures={figures}
          now={place.key}
          onChoose={(m) => setAddress({ m, ...(place.show === 'customers' ? {} : { show: place.show }) })}
        />
        <Pane key={place.key} managers={managers} place={place} go={go} reveal={reveal} />
      </div>
    </div>
  );
}
