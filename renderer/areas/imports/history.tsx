import { useState, type ReactNode } from 'react';
import type { ImportEntry } from '../../../core/contract/imports.ts';
import { useAction } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { Button, LinkButton, Modal } from '../../ui/controls.tsx';
import { formatCount, formatExact, formatPeriod } from '../../ui/format.ts';
import { Facts, PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { FormError, StateText } from '../../ui/states.tsx';
import { Dash, DateText, Monies, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { useFormatName } from './format-name.ts';
import css from './imports.module.css';
import { Rejects } from './rejects.tsx';

const TONE = { applied: 'fine', replaced: 'quiet', undone: 'quiet' } as const;
/** The measure that a format is summed by in the list: what is paid. */
const MAIN = {
  focus: 'billed',
  'huawei-usage': 'payable',
  'huawei-bill': 'payable',
  mapped: 'payable',
} as const;
const MEASURES = ['payable', 'billed', 'effective', 'list', 'contracted'] as const;

interface HistoryActions {
  show(entry: ImportEntry): void;
  undo(entry: ImportEntry): void;
}

function useColumnsOfHistory(actions: HistoryActions): readonly PlainColumn<ImportEntry>[] {
  const { t, language } = useWords();
  const formatName = useFormatName();
  const months = (entry: ImportEntry): string => {
    const [first, last] = [entry.periods[0], entry.periods.at(-1)];
    if (first === undefined || last === undefined) return '';
    const text = formatPeriod(first, language, 'short');
    return first === last ? text : `${text} – ${formatPeriod(last, language, 'short')}`;
  };
  return [
    {
      key: 'file',
      title: t('imports.history.file'),
      wide: true,
      cell: (entry) => <LinkButton onClick={() => actions.show(entry)}>{entry.name}</LinkButton>,
    },
    {
      key: 'format',
      title: t('imports.history.format'),
      cell: (entry) => <span className="number">{formatName(entry)}</span>,
    },
    {
      key: 'months',
      title: t('imports.history.months'),
      cell: (entry) => <span className="number">{months(entry)}</span>,
    },
    {
      key: 'lines',
      title: t('imports.history.lines'),
      numeric: true,
      cell: (entry) => formatCount(entry.rows),
    },
    {
      key: 'rejected',
      title: t('imports.history.rejected'),
      numeric: true,
      cell: (entry) => (entry.rejected === 0 ? <Dash /> : formatCount(entry.rejected)),
    },
    {
      key: 'total',
      title: t('imports.history.payable'),
      numeric: true,
      cell: (entry) => (
        <Monies
          sums={Object.entries(entry.totals).flatMap(([currency, totals]) => {
            const amount = totals[MAIN[entry.format]];
            return amount === undefined ? [] : [{ currency, amount }];
          })}
        />
      ),
    },
    {
      key: 'when',
      title: t('imports.history.when'),
      cell: (entry) => <DateText at={entry.at} time short />,
    },
    {
      key: 'state',
      title: t('imports.history.state'),
      cell: (entry) => <StatusWord tone={TONE[entry.state]}>{t(`imports.states.${entry.state}`)}</StatusWord>,
    },
    {
      key: 'undo',
      title: <span className="visually-hidden">{t('imports.history.undo')}</span>,
      cell: (entry) =>
        entry.state === 'applied' && (
          <LinkButton onClick={() => actions.undo(entry)}>{t('imports.history.undo')}</LinkButton>
        ),
    },
  ];
}

/** Everything that was imported, newest first, with its exact totals, its rejects, and how to take it back. */
export function History(props: { entries: readonly ImportEntry[] }): ReactNode {
  const { t } = useWords();
  const [shown, setShown] = useState<ImportEntry | null>(null);
  const [undoing, setUndoing] = useState<ImportEntry | null>(null);
  const columns = useColumnsOfHistory({ show: setShown, undo: setUndoing });
  return (
    <Card
      title={t('imports.history.title')}
      id="history"
      aside={props.entries.length === 0 ? undefined : formatCount(props.entries.length)}
    >
      {props.entries.length === 0 ? (
        <StateText title={t('imports.history.empty')} reason={t('imports.history.emptyReason')} />
      ) : (
        <PlainTable
          label={t('imports.history.title')}
          rows={props.entries}
          rowKey={(entry) => entry.id}
          columns={columns}
        />
      )}
      {shown !== null && <Details entry={shown} onClose={() => setShown(null)} />}
      {undoing !== null && <Undo entry={undoing} onClose={() => setUndoing(null)} />}
    </Card>
  );
}

function Details(props: { entry: ImportEntry; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { entry } = props;
  const totals = Object.entries(entry.totals).flatMap(([currency, sums]) =>
    MEASURES.flatMap((measure) => {
      const amount = sums[measure];
      return amount === undefined
        ? []
        : [
            {
              key: `${currency} ${measure}`,
              name: t(`imports.totals.${measure}`),
              value: (
                <span className="number">
                  {formatExact(amount)} <span className="quiet small">{currency}</span>
                </span>
              ),
            },
          ];
    }),
  );
  return (
    <Modal title={t('imports.detailsTitle', { name: entry.name })} opened onClose={props.onClose} wide>
      <Facts
        rows={[
          ...totals,
          { key: 'who', name: t('imports.who'), value: entry.who },
          { key: 'hash', name: t('imports.hash'), value: <code className={css.hash}>{entry.hash}</code> },
        ]}
      />
      <Rejects rejects={entry.rejects} total={entry.rejected} />
    </Modal>
  );
}

function Undo(props: { entry: ImportEntry; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const undo = useAction('imports.undo');
  return (
    <Modal title={t('imports.undo.title')} opened onClose={props.onClose}>
      <p>{t('imports.undo.text', { name: props.entry.name, count: props.entry.rows })}</p>
      <FormError error={undo.error} />
      <div className={css.buttons}>
        <Button
          variant="danger"
          disabled={undo.isPending}
          onClick={() => undo.mutate({ id: props.entry.id }, { onSuccess: props.onClose })}
        >
          {t('imports.undo.confirm')}
        </Button>
        <Button onClick={props.onClose} data-autofocus>
          {t('common.cancel')}
        </Button>
      </div>
    </Modal>
  );
}
