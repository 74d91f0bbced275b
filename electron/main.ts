/** Entry of Electron's main process. All decisions are in `shell.ts`, which takes the `electron` module as a parameter. */
import * as electron from 'electron';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stderrLog } from './log.ts';
import { startShell } from './shell.ts';

startShell({
  electron,
  dist: dirname(dirname(fileURLToPath(import.meta.url))),
  args: process.argv.slice(electron.app.isPackaged ? 1 : 2),
  platform: process.platform,
  log: stderrLog,
}).catch((error: unknown) => {
  stderrLog('main', `could not start: ${error instanceof Error ? error.message : 'unknown'}`);
  electron.app.exit(1);
});
