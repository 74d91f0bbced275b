import type { ReactNode } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { formatCompact } from './format.ts';
import css from './day-curve.module.css';
import { usePrinting, useWidth } from './use-width.ts';
import { useWords } from '../words/use-words.ts';

const PRINT_WIDTH = 640;
const HEIGHT = 220;

/** A point of the curve; exact decimal text, null where nothing is known. */
export interface DayPoint {
  readonly day: string;
  readonly actual: string | null;
  readonly expected: string | null;
}

/** An amount that grows through a month: what was spent as a line, what is expected dashed, the ends of a band as ticks. */
export function DayCurve(props: {
  points: readonly DayPoint[];
  /** Days of the month. */
  days: number;
  band: readonly [low: string, high: string] | null;
  /** What is to be seen, in a sentence. */
  summary: string;
  words: { readonly actual: string; readonly expected: string };
}): ReactNode {
  const { language } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>(640);
  const printing = usePrinting();
  // Numbers for drawing only; every label is written from the exact text.
  const points = props.points.map(({ day, actual, expected }) => ({
    day: Number(day.slice(8)),
    actual: actual === null ? null : Number(actual),
    expected: expected === null ? null : Number(expected),
  }));
  return (
    <div ref={ref} className={css.curve} role="img" aria-label={props.summary}>
      <LineChart
        width={printing ? PRINT_WIDTH : width}
        height={HEIGHT}
        data={points}
        margin={{ top: 12, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="day"
          type="number"
          domain={[1, props.days]}
          ticks={[1, 8, 15, 22, props.days]}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
          tick={{ fontSize: 11, fill: 'var(--text-quiet)' }}
        />
        <YAxis
          width={56}
          tickLine={false}
          axisLine={false}
          tick={{ fontSize: 11, fill: 'var(--text-quiet)' }}
          tickFormatter={(value: number) => formatCompact(String(value), language)}
        />
        {props.band !== null &&
          props.band.map((end) => (
            <ReferenceLine
              key={end}
              segment={[
                { x: Math.max(1, props.days - 3), y: Number(end) },
                { x: props.days, y: Number(end) },
              ]}
              stroke="var(--text-quiet)"
              ifOverflow="extendDomain"
            />
          ))}
        <Line
          dataKey="expected"
          stroke="var(--accent)"
          strokeDasharray="4 4"
          strokeWidth={1.5}
          dot={false}
          isAnimationActive={false}
        />
        <Line dataKey="actual" stroke="var(--accent)" strokeWidth={2} dot={false} isAnimationActive={false} />
      </LineChart>
      <p className={css.legend}>
        <span className={css.solid} aria-hidden="true" /> {props.words.actual}
        <span className={css.dashed} aria-hidden="true" /> {props.words.expected}
      </p>
    </div>
  );
}
