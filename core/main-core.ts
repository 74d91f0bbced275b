/**
 * The core of the desktop app: Electron's utilityProcess runs this (or a worker thread, in tests). Pages reach it over the
 * ports that main hands out; main itself is never on the path of data.
 */
import { coreArguments, runCore } from './desk/core-host.ts';
import { findParent } from './desk/parent-port.ts';

const parent = findParent();
if (parent === null) {
  process.stderr.write('main-core is started by the desktop app; use main-web or main-cli instead.\n');
  process.exit(64);
}
await runCore(parent, coreArguments(process.argv.slice(2)), process.env['PARTNER_DESK_DATA']);
process.exit(0);
