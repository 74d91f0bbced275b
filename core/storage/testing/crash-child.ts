/**
 * A process for the tests to kill: `node crash-child.ts <mode> <dir> [ack file]`. Prints a line when it is under way. What
 * it was told is saved it acknowledges in a file outside of the workspace.
 */
import fs from 'node:fs';
import { systemClock } from '../../base/clock.ts';
import { systemRandom } from '../../base/random.ts';
import { appendAudit } from '../audit.ts';
import type { Migration } from '../migrate.ts';
import { applyRecord } from '../records.ts';
import { setSetting } from '../settings.ts';
import type { OpenWorkspaceOptions } from '../workspace-types.ts';
import { openWorkspace } from '../workspace.ts';
import { noLines, thing, things } from './support.ts';

const [mode = '', dir = '', ackFile = ''] = process.argv.slice(2);

/** Ends the process when its parent is gone: the pipe it reads from closes. */
process.stdin.resume().on('end', () => process.exit(0));

const say = (line: string): void => void fs.writeSync(1, `${line}\n`);

/** Fills a table until it is killed. */
const endless: Migration = {
  version: 20,
  name: 'endless',
  up(w) {
    w.run('CREATE TABLE half (v TEXT)');
    for (let i = 0; ; i += 1) {
      w.run('INSERT INTO half VALUES (?)', ['x'.repeat(2000)]);
      if (i === 5000) say('migrating');
    }
  },
};

const base: OpenWorkspaceOptions = {
  dir,
  clock: systemClock,
  random: systemRandom,
  collections: [things],
  openLines: noLines,
  create: { kind: 'real', name: 'Crash' },
};

async function writeUntilKilled(): Promise<void> {
  const ws = await openWorkspace(base);
  const ack = fs.openSync(ackFile, 'a');
  const start = fs.readFileSync(ackFile, 'utf8').split('\n').length;
  for (let i = start; ; i += 1) {
    ws.ledger.write((w) => {
      setSetting(w, `saved.${i}`, i);
      appendAudit(w, { who: 'me', what: 'save', target: String(i), outcome: 'ok' });
    });
    fs.writeSync(ack, `${i}\n`);
    ws.mirror.write((w) => {
      for (let n = 0; n < 20; n += 1) applyRecord(w, things, thing(`t${n}`, { amount: `${i}.${n}` }));
    });
    if (i % 5 === 0) await ws.backup();
    if (i === start + 3) say('writing');
  }
}

const modes: Record<string, () => Promise<unknown>> = {
  write: writeUntilKilled,
  hold: async () => {
    await openWorkspace(base);
    say('open');
  },
  migrate: () => openWorkspace({ ...base, ledgerMigrations: [endless] }),
  create: () =>
    openWorkspace({ ...base, components: [{ store: 'mirror', component: 'x', migrations: [endless] }] }),
};

await modes[mode]?.();
