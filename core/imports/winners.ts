import type { ImportFormat } from './recognise.ts';

/** What decides between files of the same scope and month. */
export interface Candidate {
  readonly importId: string;
  readonly no: number;
  readonly format: ImportFormat;
  /** Huawei Cloud usage file: the day it was produced; otherwise ''. */
  readonly asOf: string;
}

/**
 * Rank of a format for the same scope and month: the final bill file replaces the usage files of its month, whatever
 * comes when (decision 0007).
 */
const RANK: Readonly<Record<ImportFormat, number>> = {
  focus: 0,
  mapped: 0,
  'huawei-usage': 1,
  'huawei-bill': 2,
};

/** Whether `a` takes the place of `b`: better format, then produced later, then imported later. */
export function beats(a: Candidate, b: Candidate): boolean {
  if (RANK[a.format] !== RANK[b.format]) return RANK[a.format] > RANK[b.format];
  if (a.asOf !== b.asOf) return a.asOf > b.asOf;
  return a.no > b.no;
}

export interface Claim extends Candidate {
  readonly scope: string;
  readonly period: string;
  readonly through: string | null;
}

export const segmentKey = ({ scope, period }: { scope: string; period: string }): string =>
  `${scope}\n${period}`;

/** For each scope and month the one import its lines come from. A pure function of the applied imports. */
export function winners(claims: readonly Claim[]): Map<string, Claim> {
  const best = new Map<string, Claim>();
  for (const claim of claims) {
    const key = segmentKey(claim);
    const present = best.get(key);
    if (!present || beats(claim, present)) best.set(key, claim);
  }
  return best;
}
