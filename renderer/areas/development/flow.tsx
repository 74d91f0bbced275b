import type { ReactNode } from 'react';
import {
  INVITATION_DAYS,
  REGISTRATION_DAYS,
  REGISTRATION_LIMIT,
} from '../../../core/contract/development-facts.ts';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly title: string;
  readonly note?: string;
  readonly end?: boolean;
  readonly goal?: boolean;
}

const WIDTH = 176;
const HEIGHT = 56;
const COLUMNS = [0, 242, 484, 726] as const;
const ROWS = [0, 88, 176, 264] as const;

const across = (from: number, to: number, row: number): string =>
  `M${(COLUMNS[from] ?? 0) + WIDTH} ${(ROWS[row] ?? 0) + HEIGHT / 2}H${(COLUMNS[to] ?? 0) - 6}`;
const down = (column: number, from: number, to: number): string =>
  `M${(COLUMNS[column] ?? 0) + WIDTH / 2} ${(ROWS[from] ?? 0) + HEIGHT}V${(ROWS[to] ?? 0) - 6}`;
const up = (column: number, from: number, to: number): string =>
  `M${(COLUMNS[column] ?? 0) + WIDTH / 2} ${ROWS[from] ?? 0}V${(ROWS[to] ?? 0) + HEIGHT + 6}`;

function useBoxes(): readonly Box[] {
  const { t } = useWords();
  const at = (column: number, row: number) => ({ x: COLUMNS[column] ?? 0, y: ROWS[row] ?? 0 });
  return [
    {
      ...at(0, 1),
      title: t('development.flow.register'),
      note: t('development.flow.registerNote', { limit: REGISTRATION_LIMIT }),
    },
    { ...at(1, 1), title: t('development.flow.review') },
    {
      ...at(1, 0),
      title: t('development.flow.rejected'),
      note: t('development.flow.rejectedNote'),
      end: true,
    },
    {
      ...at(2, 1),
      title: t('development.flow.registered'),
      note: t('development.flow.registeredNote', { days: REGISTRATION_DAYS }),
    },
    { ...at(2, 0), title: t('development.flow.expired'), end: true },
    { ...at(2, 2), title: t('development.flow.invite'), note: t('development.flow.inviteNote') },
    {
      ...at(3, 2),
      title: t('development.flow.accepts'),
      note: t('development.flow.acceptsNote', { days: INVITATION_DAYS }),
    },
    { ...at(3, 3), title: t('development.flow.failed'), note: t('development.flow.failedNote'), end: true },
    {
      ...at(3, 1),
      title: t('development.flow.associated'),
      note: t('development.flow.associatedNote'),
      goal: true,
    },
  ];
}

/** How a customer is won, from the first entry to the association (guide 5.10). */
export function Flow(): ReactNode {
  const { t } = useWords();
  const boxes = useBoxes();
  const lines = [
    across(0, 1, 1),
    up(1, 1, 0),
    across(1, 2, 1),
    up(2, 1, 0),
    across(2, 3, 1),
    down(2, 1, 2),
    across(2, 3, 2),
    down(3, 2, 3),
    up(3, 2, 1),
  ];
  return (
    <svg className={css.flow} viewBox="-1 -1 904 322" role="img" aria-label={t('development.flow.label')}>
      <defs>
        <marker
          id="flow-end"
          viewBox="0 0 6 6"
          refX="5"
          refY="3"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M0 0L6 3L0 6z" />
        </marker>
      </defs>
      {lines.map((d) => (
        <path key={d} d={d} markerEnd="url(#flow-end)" />
      ))}
      {boxes.map((box) => (
        <g key={box.title} data-end={box.end ?? false} data-goal={box.goal ?? false}>
          <rect x={box.x} y={box.y} width={WIDTH} height={HEIGHT} rx={6} />
          <text x={box.x + WIDTH / 2} y={box.y + (box.note === undefined ? 33 : 25)} textAnchor="middle">
            {box.title}
          </text>
          {box.note !== undefined && (
            <text className={css.flowNote} x={box.x + WIDTH / 2} y={box.y + 43} textAnchor="middle">
              {box.note}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
