import type { Random } from '../../core/base/random.ts';
import type { Planned } from './plan.ts';

/** What is wrong with the world, and when. After `healed` nothing is. */
export type Trouble =
  | 'out' // no connection can be made
  | 'replies-lost' // requests arrive, answers do not
  | 'requests-lost'
  | '401'
  | '403'
  | '429'
  | '5xx'
  | 'disk-full';

const TROUBLES: readonly Trouble[] = [
  'out',
  'replies-lost',
  'requests-lost',
  '401',
  '403',
  '429',
  '5xx',
  'disk-full',
];

export interface Weather {
  readonly healedAt: number;
  /** Single requests go wrong as well. */
  readonly gusts: boolean;
  /** The troubles of the moment. */
  at(now: number): ReadonlySet<Trouble>;
}

/** What a planned spell brings, and until when: half a minute to six minutes. */
export function spellOf(luck: Random): { kind: Trouble; length: number } {
  const length = 30_000 + luck.next() * 330_000;
  return { length, kind: TROUBLES[Math.floor(luck.next() * TROUBLES.length)] ?? 'out' };
}

/** The weather of a run: the planned spells. */
export function forecast(plan: readonly Planned[], healedAt: number, gusts: boolean): Weather {
  const spells = plan
    .filter(({ what }) => what === 'spell')
    .map(({ at, luck }) => {
      const { kind, length } = spellOf(luck);
      return { from: at, to: Math.min(healedAt, at + length), kind };
    });
  return {
    healedAt,
    gusts,
    at: (now) => new Set(spells.filter(({ from, to }) => from <= now && now < to).map(({ kind }) => kind)),
  };
}
