import {
  AlertTriangle,
  Check,
  CircleAlert,
  CircleDot,
  Clock,
  HelpCircle,
  Minus,
  Snowflake,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Stamp } from '../../core/contract/define.ts';
import { useNow } from '../app/desk.tsx';
import { useWords } from '../words/use-words.ts';
import {
  ageOf,
  DASH,
  formatAmount,
  formatChange,
  formatDate,
  formatDay,
  formatExact,
  formatPercent,
  formatPeriod,
  formatTime,
} from './format.ts';
import css from './values.module.css';

/** A thin dash for a cell without a value; read out as "none". */
export function Dash(): ReactNode {
  const { t } = useWords();
  return (
    <span className={css.dash}>
      <span aria-hidden="true">{DASH}</span>
      <span className="visually-hidden">{t('common.none')}</span>
    </span>
  );
}

/** An exact amount: two decimals on screen, all of them in the tooltip. The currency is quieter than the number. */
export function Money(props: {
  amount: string | null;
  currency?: string | undefined;
  quiet?: boolean;
}): ReactNode {
  if (props.amount === null) return <Dash />;
  const { amount, currency } = props;
  return (
    <span
      className={`${css.money} ${props.quiet === true ? css.quiet : ''}`}
      title={currency === undefined ? formatExact(amount) : `${formatExact(amount)} ${currency}`}
    >
      {formatAmount(amount)}
      {currency !== undefined && <span className={css.unit}> {currency}</span>}
    </span>
  );
}

/** One figure per currency; currencies are never added. */
export function Monies(props: {
  sums: readonly { amount: string; currency: string }[];
  plain?: string;
}): ReactNode {
  if (props.sums.length === 0) return <Dash />;
  const onlyOne = props.sums.length === 1;
  return (
    <span className={css.monies}>
      {props.sums.map((sum) => (
        <Money
          key={sum.currency}
          amount={sum.amount}
          currency={onlyOne && sum.currency === props.plain ? undefined : sum.currency}
        />
      ))}
    </span>
  );
}

export function Percent(props: { value: string | null; decimals?: number }): ReactNode {
  const { language } = useWords();
  if (props.value === null) return <Dash />;
  return <span className={css.money}>{formatPercent(props.value, language, props.decimals)}</span>;
}

/** A change against another time, always with its sign. */
export function Change(props: { value: string | null }): ReactNode {
  const { language } = useWords();
  if (props.value === null) return <Dash />;
  return <span className={`${css.money} ${css.quiet}`}>{formatChange(props.value, language)}</span>;
}

export function PeriodText(props: {
  period: string;
  form?: 'long' | 'short' | 'month' | 'shortMonth';
}): ReactNode {
  const { language } = useWords();
  return <span className={css.money}>{formatPeriod(props.period, language, props.form)}</span>;
}

/** A day (billing calendar) or an instant (this machine's calendar). */
export function DateText(props: {
  day?: string | null;
  at?: number | null;
  time?: boolean;
  short?: boolean;
}): ReactNode {
  const { language } = useWords();
  if (typeof props.day === 'string')
    return <span className={css.money}>{formatDay(props.day, language, props.short)}</span>;
  if (typeof props.at !== 'number') return <Dash />;
  const text =
    props.time === true
      ? formatTime(props.at, language, props.short ?? false)
      : formatDate(props.at, language, props.short);
  return (
    <time className={css.money} dateTime={new Date(props.at).toISOString()}>
      {text}
    </time>
  );
}

/** "4 min ago" for an instant. */
export function useAgeText(): (at: number) => string {
  const { t } = useWords();
  const now = useNow();
  return (at) => {
    const { unit, count } = ageOf(at, now);
    switch (unit) {
      case 'moment':
        return t('common.ageMoment');
      case 'minutes':
        return t('common.ageMinutes', { count });
      case 'hours':
        return t('common.ageHours', { count });
      case 'days':
        return t('common.ageDays', { count });
    }
  };
}

export type Tone = 'fine' | 'watch' | 'act' | 'over' | 'quiet' | 'plain' | 'accent';

const TONE_ICONS: Record<Tone, LucideIcon> = {
  fine: Check,
  watch: CircleDot,
  act: AlertTriangle,
  over: CircleAlert,
  quiet: Minus,
  plain: Check,
  accent: Clock,
};
const ICONS = { frozen: Snowflake, unknown: HelpCircle, waiting: Clock } as const;

/** A meaning is never told by colour alone: icon and word. */
export function StatusWord(props: {
  tone: Tone;
  icon?: keyof typeof ICONS;
  children: ReactNode;
  title?: string;
}): ReactNode {
  const Icon = props.icon === undefined ? TONE_ICONS[props.tone] : ICONS[props.icon];
  return (
    <span className={`${css.status} ${css[props.tone] ?? ''}`} title={props.title}>
      <Icon
        aria-hidden="true"
        size={props.icon === 'frozen' ? 14 : 13}
        strokeWidth={props.icon === 'frozen' ? 1.5 : 2.25}
      />
      <span>{props.children}</span>
    </span>
  );
}

/** The icon of a meaning alone, for rows whose words say the rest. */
export function ToneIcon(props: { tone: Tone; size?: number }): ReactNode {
  const { t } = useWords();
  const Icon = TONE_ICONS[props.tone];
  const word =
    props.tone === 'watch' || props.tone === 'act' || props.tone === 'over'
      ? t(`common.tone.${props.tone}`)
      : undefined;
  return (
    <span className={`${css.toneIcon} ${css[props.tone] ?? ''}`}>
      <Icon aria-hidden="true" size={props.size ?? 14} strokeWidth={2.25} />
      {word !== undefined && <span className="visually-hidden">{word}</span>}
    </span>
  );
}

/** The last line of a card: which way its figures came in and how old they are. */
export function useSourceText(): (stamp: Stamp) => string {
  const { t, language } = useWords();
  return (stamp) => {
    const time = formatTime(stamp.asOf, language);
    switch (stamp.source) {
      case 'api':
        return t('common.sourceApi', { time });
      case 'file':
        return t('common.sourceFileAt', { time });
      case 'person':
        return t('common.sourcePerson', { time });
      case 'derived':
        return t('common.sourceDerived', { time });
    }
  };
}

export function SourceLine(props: { stamp: Stamp | null; text?: string }): ReactNode {
  const source = useSourceText();
  if (props.text !== undefined) return <span className="quiet small">{props.text}</span>;
  if (props.stamp === null) return null;
  return (
    <span className="quiet small" title={props.stamp.name}>
      {source(props.stamp)}
    </span>
  );
}
