const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** '12.4 KB': sizes as file managers show them, by 1,024. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const text = unit === 0 || value >= 100 ? Math.round(value).toString() : value.toFixed(1);
  return `${text} ${UNITS[unit] ?? ''}`;
}
