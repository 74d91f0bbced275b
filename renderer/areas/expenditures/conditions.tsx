import type { ReactNode } from 'react';
import { periodsBetween } from '../../../core/base/period.ts';
import { dimension, measure } from '../../../core/contract/expenditures.ts';
import { useAddress } from '../../app/address.ts';
import { useLive } from '../../app/live.ts';
import { Chip, LinkButton, Segments, Select } from '../../ui/controls.tsx';
import { formatPeriod } from '../../ui/format.ts';
import { useWords } from '../../words/use-words.ts';
import css from './expenditures.module.css';
import { CONDITION_NAMES, CONDITIONS, type Question } from './question.ts';
import { useGroupName } from './group-name.ts';

/** The bar above the figures: months, grouping, which amount, and the conditions that were drilled into. */
export function Conditions(props: {
  question: Question;
  first: string;
  last: string;
  currencies: readonly string[];
}): ReactNode {
  const { t, language } = useWords();
  const [address, go] = useAddress();
  const { question } = props;
  const months = periodsBetween(props.first, props.last)
    .toReversed()
    .map((value) => ({ value, label: formatPeriod(value, language, 'short') }));
  const { from = props.last, to = props.last } = question.filter;
  return (
    <div className={css.conditions}>
      <div className={css.row}>
        <div className={css.range}>
          <Select
            ariaLabel={t('expenditures.from')}
            value={from}
            choices={months}
            searchable
            onChange={(value) =>
              value !== null && go({ ...address, from: value, to: value > to ? value : to })
            }
          />
          <span className="quiet">{t('expenditures.to')}</span>
          <Select
            ariaLabel={t('common.to')}
            value={to}
            choices={months}
            searchable
            onChange={(value) =>
              value !== null && go({ ...address, to: value, from: value < from ? value : from })
            }
          />
        </div>
        <Segments
          label={t('expenditures.by')}
          value={question.by}
          choices={dimension.options.map((value) => ({
            value,
            label: t(`expenditures.dimensions.${value}`),
          }))}
          onChange={(value) => go({ ...address, by: value, view: '' })}
        />
        <div className={css.measure}>
          <Select
            ariaLabel={t('expenditures.measure')}
            value={question.measure}
            choices={measure.options.map((value) => ({ value, label: t(`expenditures.measures.${value}`) }))}
            onChange={(value) => value !== null && go({ ...address, measure: value })}
          />
        </div>
        {props.currencies.length > 1 && (
          <div className={css.measure}>
            <Select
              ariaLabel={t('common.currency')}
              value={question.filter.currency ?? null}
              placeholder={t('common.currency')}
              clearable
              choices={props.currencies.map((value) => ({ value, label: value }))}
              onChange={(value) => go({ ...address, currency: value ?? '' })}
            />
          </div>
        )}
      </div>
      <Drilled question={question} />
    </div>
  );
}

/** What was drilled into, each condition with a way to take it away, and the way to the lines. */
function Drilled(props: { question: Question }): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const groupName = useGroupName();
  const { question } = props;
  const chips = CONDITION_NAMES.filter((name) => address[name] !== undefined);
  const without = (name: string): void =>
    go(Object.fromEntries(Object.entries(address).filter(([key]) => key !== name)));
  return (
    <div className={css.row}>
      {chips.map((name) => {
        const label = t(`expenditures.dimensions.${name}`);
        const value = question.filter[CONDITIONS[name]] ?? '';
        return (
          <Chip key={name} name={label} onRemove={() => without(name)}>
            {name === 'manager' ? (
              <ManagerName question={question} />
            ) : (
              t('expenditures.filterChip', { name: label, value: groupName(name, value, null) })
            )}
          </Chip>
        );
      })}
      <LinkButton onClick={() => go({ ...address, view: question.view === 'lines' ? '' : 'lines' })}>
        {t(question.view === 'lines' ? 'expenditures.showGroups' : 'expenditures.showLines')}
      </LinkButton>
    </div>
  );
}

/** The name of the manager that was drilled into: its key says nothing to a person. */
function ManagerName(props: { question: Question }): ReactNode {
  const { t } = useWords();
  const groupName = useGroupName();
  const { manager = '', from, to } = props.question.filter;
  const answer = useLive('expenditures.groups', {
    by: 'manager',
    filter: { manager, from, to },
    limit: 1,
  });
  const label = answer.data?.rows[0]?.label ?? null;
  const name = label === null && manager !== '' ? '\u2026' : groupName('manager', manager, label);
  return t('expenditures.filterChip', { name: t('expenditures.dimensions.manager'), value: name });
}
