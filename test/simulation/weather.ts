import type { Random } from '../../core/base/random.ts';

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
  /** The troubles of the moment. */
  at(now: number): ReadonlySet<Trouble>;
}

/** A few troubles of half a minute to six minutes each. */
export function forecast(random: Random, healedAt: number): Weather {
  const count = Math.floor(random.next() * 7);
  const spells = Array.from({ length: count }, () => {
    const from = random.next() * healedAt;
    const length = 30_000 + random.next() * 330_000;
    const kind = TROUBLES[Math.floor(random.next() * TROUBLES.length)] ?? 'out';
    return { from, to: Math.min(healedAt, from + length), kind };
  });
  return {
    healedAt,
    at: (now) => new Set(spells.filter(({ from, to }) => from <= now && now < to).map(({ kind }) => kind)),
  };
}
