import { BILL_FILE, USAGE_FILE } from '../../contract/partner-center/files.ts';
import type { OfferedFile } from './importer.ts';

const baseName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

interface Dated {
  readonly file: OfferedFile;
  /** 'YYYYMM' */
  readonly month: string;
  /** 'YYYYMMDD' of a usage file, '' of a bill file. */
  readonly day: string;
}

function dated(files: readonly OfferedFile[], pattern: RegExp): Dated[] {
  return files.flatMap((file) => {
    const match = pattern.exec(baseName(file.name));
    return match?.[1] === undefined ? [] : [{ file, month: match[1], day: match[2] ?? '' }];
  });
}

/**
 * The files worth reading, oldest month first: of each month its bill file, which is final, or else the newest usage
 * file, which holds the whole month so far (api.json, `files`). Names that are neither are passed over.
 */
export function pickFiles(usage: readonly OfferedFile[], bills: readonly OfferedFile[]): OfferedFile[] {
  const best = new Map<string, Dated>();
  for (const one of dated(usage, USAGE_FILE.archive)) {
    const present = best.get(one.month);
    if (!present || one.day > present.day) best.set(one.month, one);
  }
  for (const one of dated(bills, BILL_FILE.archive)) best.set(one.month, one);
  return [...best.values()].sort((a, b) => (a.month < b.month ? -1 : 1)).map(({ file }) => file);
}
