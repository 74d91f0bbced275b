import type { ReactNode } from 'react';
import { isPeriod } from '../../core/base/period.ts';
import type { Explanation, Figure } from '../../core/contract/home.ts';
import { useLive } from '../app/live.ts';
import { useWords } from '../words/use-words.ts';
import { Modal } from './controls.tsx';
import { formatDay, formatExact, formatCount, groupDecimal, formatPeriod, formatTime } from './format.ts';
import { ErrorState, Skeleton } from './states.tsx';
import { useSourceText } from './values.tsx';
import css from './explain-panel.module.css';

const SIGNS = { plus: '+', minus: '\u2212', equals: '=', none: '' } as const;

function useValueText(): (input: Explanation['inputs'][number]) => string {
  const { t, language } = useWords();
  return ({ value, currency }) => {
    if (value === null) return t('common.notProvided');
    if (isPeriod(value)) return formatPeriod(value, language);
    if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
    return currency === null ? groupDecimal(value) : formatExact(value);
  };
}

function Inputs(props: { explanation: Explanation }): ReactNode {
  const { t } = useWords();
  const source = useSourceText();
  const shown = useValueText();
  // One age for all is said with the sources; several are said line by line.
  const differ =
    new Set(props.explanation.inputs.flatMap((i) => (i.stamp === null ? [] : [i.stamp.asOf]))).size > 1;
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            {t('home.explain.inputs')}
          </th>
          <th scope="col" className={css.right}>
            {t('common.amount')}
          </th>
          <th scope="col">{t('home.explain.origin')}</th>
        </tr>
      </thead>
      <tbody>
        {props.explanation.inputs.map((input) => (
          <tr key={`${input.key}:${input.origin}`} data-sign={input.sign}>
            <td className={css.sign}>{SIGNS[input.sign]}</td>
            <th scope="row">{t(`home.explain.input.${input.key}` as never, { defaultValue: input.key })}</th>
            <td className={css.right}>
              {shown(input)} <span className="quiet small">{input.currency ?? ''}</span>
            </td>
            <td className="quiet small">
              <code>{input.origin}</code>
              {differ && input.stamp !== null && <div>{source(input.stamp)}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sources(props: { explanation: Explanation }): ReactNode {
  const { t, language } = useWords();
  if (props.explanation.sources.length === 0) return <p className="quiet">{t('home.explain.noSources')}</p>;
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t('home.explain.sources')}</th>
          <th scope="col">{t('home.explain.read')}</th>
          <th scope="col" className={css.right}>
            {t('home.explain.rows')}
          </th>
          <th scope="col">{t('home.explain.through')}</th>
        </tr>
      </thead>
      <tbody>
        {props.explanation.sources.map((source) => (
          <tr key={`${source.name}:${source.at}`}>
            <td className={css.name}>
              {source.name}
              <div className="quiet small">
                {t(`home.explain.${source.kind}`)}
                {source.period === null ? '' : ` · ${formatPeriod(source.period, language)}`}
              </div>
            </td>
            <td className="number">{formatTime(source.at, language)}</td>
            <td className={css.right}>{source.rows === null ? '' : formatCount(source.rows)}</td>
            <td className="number">
              {source.through === null ? '' : formatDay(source.through, language, true)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "How is this computed": formula, inputs with their fields, and the files or calls they came from. */
export function ExplainPanel(props: {
  figure: Figure;
  period?: string;
  customerId?: string;
  opened: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { figure, period, customerId } = props;
  const answer = useLive(
    'explain.figure',
    {
      figure,
      ...(period === undefined ? {} : { period }),
      ...(customerId === undefined ? {} : { customerId }),
    },
    { enabled: props.opened },
  );
  return (
    <Modal title={t('home.explain.title')} opened={props.opened} onClose={props.onClose} wide>
      {answer.error !== null && answer.data === undefined ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Skeleton lines={6} />
      ) : (
        <div className={css.panel}>
          <p className="measure">
            {t(`home.explain.formula.${answer.data.formula}` as never, {
              defaultValue: t('home.explain.formulaUnknown'),
            })}
          </p>
          {answer.data.inputs.length > 0 && <Inputs explanation={answer.data} />}
          <Sources explanation={answer.data} />
        </div>
      )}
    </Modal>
  );
}
