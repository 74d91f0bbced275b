import { benchImport } from './lines.ts';
import type { Bench } from './measure.ts';

const MOST_MB = 600;
const MOST_RATIO = 2;

/** Importing a usage archive: time against inflating and the engine's own load, and memory. */
export const bench: Bench = {
  name: 'import',
  async run({ lines, customers, log }) {
    log(`  writing a usage archive of ${lines} lines`);
    const { ours, floor, ratio, peakMB, floorPeakMB, archiveMB, bytesPerLine } = await benchImport({
      lines,
      customers,
    });
    return [
      {
        name: `import of ${lines} usage lines (check and apply)`,
        ours,
        floor,
        peer: null,
        ratio,
        goal: `≤ ${MOST_RATIO} × inflating and the engine's own CSV load`,
        met: ratio <= MOST_RATIO,
        notes: {
          'lines/s': Math.round((lines / ours) * 1000),
          'archive MB': Math.round(archiveMB),
          'bytes/line': Math.round(bytesPerLine),
        },
      },
      {
        name: 'import, highest memory of the process in MB',
        ours: peakMB,
        floor: floorPeakMB,
        peer: null,
        ratio: peakMB / floorPeakMB,
        goal: `< ${MOST_MB} MB, whatever the file's length`,
        met: peakMB < MOST_MB,
      },
    ];
  },
};
