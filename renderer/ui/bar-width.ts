/** Percent text as a width for drawing only, never below 0. The figure itself is always shown from the exact text. */
export function barWidth(percent: string): number {
  const width = Number(percent);
  return Number.isFinite(width) ? Math.max(0, width) : 0;
}
