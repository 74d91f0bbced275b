import type { ReactNode } from 'react';
import type { DiscountKind, DiscountRow, DiscountState } from '../../../core/contract/discounts.ts';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { StatusWord, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';

const TONES: Readonly<Record<DiscountState, Tone>> = {
  planned: 'act',
  scheduled: 'plain',
  active: 'fine',
  expired: 'quiet',
  replaced: 'quiet',
  cancelled: 'quiet',
};
/** From here on an active discount is watched. */
const SOON_DAYS = 7;

/** Where a discount is; of an active one, how long it holds. */
export function DiscountStateWord(props: { row: Pick<DiscountRow, 'state' | 'daysLeft'> }): ReactNode {
  const { t } = useWords();
  const { state, daysLeft } = props.row;
  const words = t(`discounts.state.${state}`);
  if (TONES[state] === 'quiet') return <span className="quiet">{words}</span>;
  const soon = daysLeft !== null && daysLeft <= SOON_DAYS;
  const left =
    daysLeft === null
      ? ''
      : daysLeft === 0
        ? t('discounts.lastDay')
        : t('discounts.daysLeft', { count: daysLeft, n: formatCount(daysLeft) });
  return (
    <StatusWord tone={soon ? 'watch' : TONES[state]}>
      {words}
      {left === '' ? '' : ` · ${left}`}
    </StatusWord>
  );
}

/** All categories, or the product. */
export function useScope(): (row: { kind: DiscountKind; product: string | null }) => string {
  const { t } = useWords();
  return ({ kind, product }) =>
    kind === 'general' || product === null ? t('discounts.everything') : product;
}

/** An exact percentage as people read it: '12.5' → '12.50 %'. */
export function useRate(): (percent: string) => string {
  const { language } = useWords();
  return (percent) => formatPercent(percent, language, 2);
}
