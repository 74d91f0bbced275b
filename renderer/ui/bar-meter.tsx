import type { ReactNode } from 'react';
import { barWidth } from './bar-width.ts';
import css from './bar-meter.module.css';

/**
 * A straight bar for a share, with an optional mark such as even pace. `percent` and `mark` are decimal text; above
 * 100 the bar is full and ends in a piece of its own colour.
 */
export function BarMeter(props: {
  percent: string;
  mark?: string | null;
  label: string;
  tone?: 'plain' | 'over' | undefined;
}): ReactNode {
  const width = barWidth(props.percent);
  const over = width > 100;
  const scale = over ? 10000 / width / 100 : 1;
  return (
    <span className={css.meter} role="img" aria-label={props.label} title={props.label}>
      <span className={css.track}>
        <span className={css.fill} style={{ width: `${over ? 100 * scale : width}%` }} />
        {over && <span className={css.overflow} style={{ left: `${100 * scale}%` }} />}
      </span>
      {typeof props.mark === 'string' && (
        <span className={css.mark} style={{ left: `${Math.min(100, barWidth(props.mark)) * scale}%` }} />
      )}
    </span>
  );
}
