import type { ReactNode } from 'react';
import type { Quota } from '../../../core/contract/home.ts';
import { barWidth } from '../../ui/bar-width.ts';
import { formatDay, formatPercent } from '../../ui/format.ts';
import { useWords } from '../../words/use-words.ts';
import css from './quota-bar.module.css';

/**
 * Used against total on a straight bar: ticks at the alarm marks, a pointer at the projected use. Above 100 % the scale
 * shrinks so that the full bar is followed by the overflow piece.
 */
export function QuotaBar(props: {
  percent: string;
  marks: readonly number[];
  projection: Quota['projection'];
  label: string;
}): ReactNode {
  const { t, language } = useWords();
  const used = barWidth(props.percent);
  const end = Math.max(100, used);
  const place = (percent: number): number => (Math.min(end, percent) / end) * 100;
  const projected = props.projection === null ? null : barWidth(props.projection.percentAtPeriodEnd);
  const beyond = projected !== null && projected > end;
  const text =
    props.projection === null
      ? ''
      : beyond
        ? t('home.quota.projectedAbove', {
            day: formatDay(props.projection.periodEndDay, language, true),
            percent: formatPercent(props.projection.percentAtPeriodEnd, language),
          })
        : t('home.quota.projected', { day: formatDay(props.projection.periodEndDay, language, true) });
  const at = projected === null ? 0 : place(projected);
  const anchor = at > 82 ? css.anchorEnd : at < 18 ? css.anchorStart : css.anchorMiddle;
  return (
    <div className={css.quotaBar} role="img" aria-label={`${props.label} ${text}`}>
      <div className={css.above}>
        {projected !== null && (
          <>
            <span className={`${css.projected} ${anchor}`} style={{ left: `${at}%` }}>
              {text}
            </span>
            <span className={css.pointer} style={{ left: `${at}%` }} />
          </>
        )}
      </div>
      <div className={css.track} style={{ width: `${(100 / end) * 100}%` }}>
        <span className={css.fill} style={{ width: `${Math.min(100, used)}%` }} />
      </div>
      {used > 100 && <span className={css.overflow} style={{ left: `${place(100)}%` }} />}
      <div className={css.ticks}>
        {props.marks.map((mark, index) => {
          const next = props.marks[index + 1];
          const tight = next !== undefined && next - mark < 7;
          return (
            <span key={mark} className={css.tick} style={{ left: `${place(mark)}%` }}>
              <span className={tight ? css.tickWordBefore : css.tickWord}>
                {formatPercent(String(mark), language)}
              </span>
            </span>
          );
        })}
        {used > 100 && (
          <span className={css.tick} style={{ left: `${place(100)}%` }}>
            <span className={css.tickWord}>{formatPercent('100', language)}</span>
          </span>
        )}
      </div>
    </div>
  );
}
