/**
 * The desk's process, to be killed: opens the workspace, fills the outbox, carries it out against the sandbox and goes on
 * saving until it dies. Each save is acknowledged in a file outside the database after it was committed.
 */
import fs from 'node:fs';
import { systemClock, systemTimers } from '../../core/base/clock.ts';
import { systemRandom } from '../../core/base/random.ts';
import { enqueue } from '../../core/sync/outbox/index.ts';
import { openActionsOf } from '../../core/sync/outbox/read.ts';
import { killActions, openKillDesk, type KillOrder } from './kill-desk.ts';

const order = JSON.parse(process.argv[2] ?? '{}') as KillOrder;
const { workspace, executor } = await openKillDesk(order);
// Nobody is left who could kill it: an orphan ends by itself.
process.stdin.resume().once('close', () => process.exit(1));

const ports = { clock: systemClock, random: systemRandom };

function save(): void {
  const ids = workspace.ledger.write((w) => {
    const { n } = w.get<{ n: bigint }>('SELECT count(*) AS n FROM action') ?? { n: 0n };
    return enqueue(w, ports, killActions(order, Number(n)));
  });
  fs.appendFileSync(order.ack, `${ids.join('\n')}\n`);
}

if (order.backup) await workspace.backup();
for (let open = openActionsOf(workspace.ledger.read).length; open < order.full; open += 1) save();
executor.start();
process.stdout.write('ready\n');
for (;;) {
  await systemTimers.sleep(5);
  if (openActionsOf(workspace.ledger.read).length < order.full) {
    save();
    executor.wake();
  }
}
