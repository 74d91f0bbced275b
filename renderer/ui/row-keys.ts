/**
 * The row a key leads to, or null when the key moves nothing. `page` is how many rows a screenful holds.
 */
export function nextIndex(key: string, active: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const steps: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  };
  const next = steps[key];
  return next === undefined ? null : Math.min(count - 1, Math.max(0, next));
}
