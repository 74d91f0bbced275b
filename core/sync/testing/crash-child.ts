/** A desk that syncs until somebody kills it; tells its progress line by line. Arguments: folder, endpoint, AK, SK. */
import { systemClock, systemTimers } from '../../base/clock.ts';
import { systemRandom } from '../../base/random.ts';
import { collections } from '../../areas/register.ts';
import { createPartnerCenter } from '../../sources/partner-center/client.ts';
import { noLines } from '../../storage/testing/support.ts';
import { openWorkspace } from '../../storage/workspace.ts';
import { syncComponent } from '../schema.ts';
import { createSync } from '../sync.ts';

const [dir = '', endpoint = '', accessKey = '', secretKey = ''] = process.argv.slice(2);
const ports = { clock: systemClock, timers: systemTimers, random: systemRandom };
const workspace = await openWorkspace({
  dir,
  ...ports,
  create: { kind: 'real', name: 'Crash' },
  collections,
  components: [syncComponent],
  openLines: noLines,
});
const source = createPartnerCenter({ endpoint, keys: { accessKey, secretKey }, ...ports, unlimited: true });
const sync = createSync({ workspace, source, files: null, collections, ...ports });
sync.onStatus((status) =>
  process.stdout.write(`${status.steps.reduce((sum, step) => sum + step.done, 0)}\n`),
);
const summary = await sync.start();
process.stdout.write(`end ${summary.state}\n`);
await sync.close();
await workspace.close();
