import { useId, type ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid, Cell, ReferenceLine, XAxis, YAxis } from 'recharts';
import { formatAmount, formatCompact, formatPeriod } from './format.ts';
import { useWords } from '../words/use-words.ts';
import { LinkButton } from './controls.tsx';
import { usePrinting, useWidth } from './use-width.ts';
import css from './month-bars.module.css';

export interface MonthBar {
  readonly period: string;
  readonly state: 'running' | 'provisional' | 'final';
  /** Exact decimal text. */
  readonly amount: string;
  /** False: no file for the month, a gap. */
  readonly known: boolean;
}

const PRINT_WIDTH = 640;

/** What recharts tells the label of a bar. */
interface BarLabel {
  readonly index?: number | undefined;
  readonly x?: string | number | undefined;
  readonly y?: string | number | undefined;
  readonly width?: string | number | undefined;
  readonly height?: string | number | undefined;
}

/** "to date" over the unfinished month, high enough to clear the bars before it. */
function ToDate(props: {
  label: BarLabel;
  values: readonly number[];
  state: MonthBar['state'] | undefined;
}): ReactNode {
  const { t } = useWords();
  const { label, values } = props;
  if (props.state !== 'running') return <g />;
  const index = label.index ?? 0;
  const own = values[index] ?? 0;
  const highest = Math.max(...values.slice(Math.max(0, index - 2), index + 1));
  const lift = own > 0 ? Number(label.height) * (highest / own - 1) : 0;
  return (
    <text
      x={Number(label.x) + Number(label.width)}
      y={Number(label.y) - lift - 5}
      textAnchor="end"
      fontSize={11}
      fill="var(--text-quiet)"
    >
      {t('common.period.running')}
    </text>
  );
}

/** Numbers for drawing only; every label and cell is written from the exact text. */
function drawn(amount: string): number {
  return Number(amount);
}

/** Switches a chart to its figures and back. */
export function TableToggle(props: { asTable: boolean; onToggle: (asTable: boolean) => void }): ReactNode {
  const { t } = useWords();
  return (
    <LinkButton className={css.toggle} onClick={() => props.onToggle(!props.asTable)}>
      {props.asTable ? t('common.asChart') : t('common.asTable')}
    </LinkButton>
  );
}

/** Round steps from zero that hold all bars: at most five. */
export function axisTicks(values: readonly number[]): number[] {
  const max = Math.max(0, ...values);
  const min = Math.min(0, ...values);
  const span = max - min;
  if (span === 0) return [0];
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => span / s <= 4.6) ?? 10 * power;
  const ticks: number[] = [];
  for (let at = Math.floor(min / step); at <= Math.ceil(max / step); at += 1) ticks.push(at * step);
  return ticks;
}

function MonthTable(props: { months: readonly MonthBar[]; currency: string; label: string }): ReactNode {
  const { t, language } = useWords();
  return (
    <div className={css.tableWrap} tabIndex={0} role="region" aria-label={props.label}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('common.month')}</th>
            <th scope="col" className={css.right}>
              {t('common.amount')} <span className="quiet">{props.currency}</span>
            </th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {props.months.map((month) => (
            <tr key={month.period}>
              <th scope="row">{formatPeriod(month.period, language)}</th>
              <td className={css.right}>{month.known ? formatAmount(month.amount) : t('home.trend.gap')}</td>
              <td className="quiet">{t(`common.period.${month.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Drawing {
  readonly months: readonly MonthBar[];
  readonly from: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly onOpen: ((period: string) => void) | undefined;
}

/** Every how many months a label stands, counted from the last. */
function labelStep(count: number): number {
  if (count > 14) return 3;
  return count > 7 ? 2 : 1;
}

function useTickLabel(months: readonly MonthBar[]): (period: string, index: number) => string {
  const { language } = useWords();
  const every = labelStep(months.length);
  return (period, index) => {
    if ((months.length - 1 - index) % every !== 0) return '';
    const month = formatPeriod(period, language, 'shortMonth');
    // The first label of a year says which year.
    if (Number(period.slice(5)) > every) return month;
    const year = period.slice(2, 4);
    return language === 'zh-CN' ? `${year}年${month}` : `${month} ${year}`;
  };
}

function fillOf(month: MonthBar, from: string | undefined, hatch: string): string {
  if (month.state === 'running') return `url(#${hatch})`;
  return from !== undefined && month.period < from ? 'var(--bar-before)' : 'var(--bar-now)';
}

function Hatch(props: { id: string }): ReactNode {
  return (
    <defs>
      <pattern id={props.id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="var(--surface)" />
        <rect width="3" height="6" fill="var(--bar-now)" />
      </pattern>
    </defs>
  );
}

/** The picture alone: drawn from numbers, labelled from exact text, silent for those who hear the page. */
function Bars(props: Drawing): ReactNode {
  const { language } = useWords();
  const hatch = useId();
  const label = useTickLabel(props.months);
  const data = props.months.map((m) => ({ ...m, value: m.known ? drawn(m.amount) : null }));
  const values = data.map((d) => d.value ?? 0);
  const ticks = axisTicks(values);
  const { onOpen } = props;
  return (
    <BarChart
      width={props.width}
      height={props.height}
      data={data}
      margin={{ top: 16, right: 0, bottom: 0, left: 0 }}
      barCategoryGap="22%"
      accessibilityLayer={false}
    >
      <Hatch id={hatch} />
      <CartesianGrid vertical={false} stroke="var(--line-quiet)" />
      <XAxis
        dataKey="period"
        tickFormatter={label}
        interval={0}
        tickLine={false}
        axisLine={{ stroke: 'var(--line)' }}
        height={22}
        tickMargin={5}
        tick={{ fill: 'var(--text-faint)', fontSize: 11 }}
      />
      <YAxis
        ticks={ticks}
        domain={[ticks[0] ?? 0, ticks.at(-1) ?? 0]}
        tickFormatter={(value: number) => formatCompact(value.toFixed(2), language)}
        width={42}
        tickLine={false}
        axisLine={false}
        interval={0}
        tick={{ fill: 'var(--text-faint)', fontSize: 11 }}
      />
      {(ticks[0] ?? 0) < 0 && <ReferenceLine y={0} stroke="var(--line-strong)" />}
      <Bar
        dataKey="value"
        isAnimationActive={false}
        label={(bar: BarLabel) => <ToDate label={bar} values={values} state={data[bar.index ?? -1]?.state} />}
        {...(onOpen === undefined
          ? {}
          : { onClick: (_: unknown, index: number) => onOpen(props.months[index]?.period ?? '') })}
        className={onOpen === undefined ? '' : (css.clickable ?? '')}
      >
        {props.months.map((month) => (
          <Cell
            key={month.period}
            fill={fillOf(month, props.from, hatch)}
            stroke={month.state === 'running' ? 'var(--bar-now)' : 'none'}
          />
        ))}
      </Bar>
    </BarChart>
  );
}

/**
 * Bars per month from zero. The months before `from` (last year's) are lighter, the unfinished month is hatched. No
 * tooltip is needed: a sentence says the main thing and a table holds every figure.
 */
export function MonthBars(props: {
  months: readonly MonthBar[];
  currency: string;
  name: string;
  summary: string;
  /** First period drawn in the full colour. */
  from?: string | undefined;
  height: number;
  /** The figures as a table instead of bars (see `TableToggle`). */
  asTable: boolean;
  onOpen?: (period: string) => void;
}): ReactNode {
  const [ref, measured] = useWidth<HTMLDivElement>(PRINT_WIDTH);
  const printing = usePrinting();
  return (
    <figure className={css.figure} aria-label={props.name}>
      <figcaption className="visually-hidden">{props.summary}</figcaption>
      <div ref={ref} className={css.chart} style={{ height: props.height }}>
        {props.asTable ? (
          <MonthTable months={props.months} currency={props.currency} label={props.name} />
        ) : (
          <div aria-hidden="true">
            <Bars
              months={props.months}
              from={props.from}
              width={printing ? PRINT_WIDTH : measured}
              height={props.height}
              onOpen={props.onOpen}
            />
          </div>
        )}
      </div>
    </figure>
  );
}
