import type { ReactNode } from 'react';
import type { ManagerFigures, ManagerRow } from '../../../core/contract/assignments.ts';
import type { OutputOf } from '../../../core/contract/index.ts';
import { formatCount } from '../../ui/format.ts';
import { StateText } from '../../ui/states.tsx';
import { Dash, Monies, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './assignments.module.css';

/** How the address names customers without a manager. */
export const NOBODY = 'none';

export type Managers = OutputOf<'assignments.managers'>;

/** Amounts of one currency without its code: most desks have one. Undefined: not read yet. */
function Sums(props: { sums: ManagerFigures['monthToDate'] | undefined }): ReactNode {
  const { sums } = props;
  if (sums === undefined) return null;
  return sums.length === 0 ? <Dash /> : <Monies sums={sums} plain={sums[0]?.currency ?? ''} />;
}

function Row(props: {
  of: string;
  now: string;
  name: ReactNode;
  customers: number;
  figures: Pick<ManagerFigures, 'monthToDate' | 'lastMonth'> | undefined;
  onChoose: (key: string) => void;
  children?: ReactNode;
}): ReactNode {
  const { figures } = props;
  const current = props.of === props.now;
  return (
    <tr data-now={current}>
      <td>
        <button
          type="button"
          className={css.manager}
          aria-current={current ? 'true' : undefined}
          onClick={() => props.onChoose(props.of)}
        >
          {props.name}
        </button>
        {props.children}
      </td>
      <td className={css.number}>{formatCount(props.customers)}</td>
      <td className={`${css.number} ${css.month}`}>
        <Sums sums={figures?.monthToDate} />
      </td>
      <td className={`${css.number} ${css.late}`}>
        <Sums sums={figures?.lastMonth} />
      </td>
    </tr>
  );
}

/** What is special about a manager, in small words under the name. */
function About(props: { manager: ManagerRow }): ReactNode {
  const { t } = useWords();
  const { key, assignable, open } = props.manager;
  const kind = assignable ? null : key.startsWith('@') ? 'notMember' : 'notManager';
  return (
    <>
      {kind !== null && <span className={css.sub}>{t(`assignments.list.${kind}`)}</span>}
      {open > 0 && (
        <span className={css.sub}>
          <StatusWord tone="accent" icon="waiting">
            {t('assignments.list.open', { n: formatCount(open) })}
          </StatusWord>
        </span>
      )}
    </>
  );
}

/** Account managers with their customers and what counts for them; the last line is of customers without one. */
export function ManagerList(props: {
  managers: Managers;
  /** Undefined: not read yet. */
  figures: readonly ManagerFigures[] | undefined;
  now: string;
  onChoose: (key: string) => void;
}): ReactNode {
  const { t } = useWords();
  const { now, onChoose } = props;
  const { rows, nobody } = props.managers;
  const figures = props.figures;
  const of = (key: string): ManagerFigures | { monthToDate: []; lastMonth: [] } | undefined =>
    figures === undefined
      ? undefined
      : (figures.find((one) => one.key === key) ?? { monthToDate: [], lastMonth: [] });
  return (
    <div className={css.managers} role="region" aria-label={t('assignments.list.label')}>
      {rows.length === 0 && (
        <div className={css.none}>
          <StateText title={t('assignments.list.none')} reason={t('assignments.list.noneReason')} />
        </div>
      )}
      <table aria-label={t('assignments.list.label')}>
        <thead>
          <tr>
            <th scope="col">{t('assignments.list.manager')}</th>
            <th scope="col" className={css.number}>
              {t('assignments.list.customers')}
            </th>
            <th scope="col" className={`${css.number} ${css.month}`}>
              {t('assignments.list.month')}
            </th>
            <th scope="col" className={`${css.number} ${css.late}`}>
              {t('assignments.list.lastMonth')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((manager) => (
            <Row
              key={manager.key}
              of={manager.key}
              now={now}
              name={manager.name}
              customers={manager.customers}
              figures={of(manager.key)}
              onChoose={onChoose}
            >
              <About manager={manager} />
            </Row>
          ))}
          {nobody > 0 && (
            <Row
              of={NOBODY}
              now={now}
              name={t('assignments.list.nobody')}
              customers={nobody}
              figures={of('')}
              onChoose={onChoose}
            />
          )}
        </tbody>
      </table>
    </div>
  );
}
