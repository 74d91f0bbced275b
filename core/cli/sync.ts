import { ERRORS, type ErrorCode } from '../base/error-codes.ts';
import { CodedError } from '../base/errors.ts';
import type { JsonObject } from '../base/json.ts';
import type { SyncStatus } from '../contract/sync.ts';
import type { StartedDesk } from '../desk/desk.ts';
import type { Command } from './command.ts';
import { table } from './table.ts';
import { withWorkspace } from './with-desk.ts';

/** `sync`: one run to its end. A run that did not end well is an error; a step that did not gives its exit status. */
export const sync: Command = {
  usage: 'sync [--workspace DIR] [--json]',
  options: {},
  words: [0, 0],
  run: (line) =>
    withWorkspace(line, async (desk) => {
      const session = desk.state.session();
      const stop = (): void => void session.cancelSync();
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
      const status = await session.runSync();
      process.removeListener('SIGINT', stop);
      process.removeListener('SIGTERM', stop);
      const outbox = await carryOut(desk, status);
      if (status.state !== 'idle') throw failureOf(status);
      const bad = status.steps.find(
        ({ state, code }) => (state === 'failed' || state === 'held') && code !== null,
      );
      return {
        document: { ...documentOf(status), outbox },
        text: () => `${textOf(status)}${lineOf(outbox)}\n`,
        exit: bad ? ERRORS[bad.code as ErrorCode].exit : 0,
      };
    }),
};

/** What became of the outbox: still to be carried out, confirmed by the Partner Center just now, left to a person. */
type OutboxFigures = { readonly waiting: number; readonly sent: number; readonly decisions: number };

/** Sends what is due, unless the Partner Center does not answer or a person has stopped the command. */
async function carryOut(desk: StartedDesk, { state }: SyncStatus): Promise<OutboxFigures> {
  const before = await desk.call('outbox.summary', {});
  if (state === 'idle' || state === 'failed') await desk.state.session().settleOutbox();
  const { counts, open, decisions } = await desk.call('outbox.summary', {});
  return {
    waiting: open - decisions,
    sent: counts.confirmed - before.counts.confirmed,
    decisions,
  };
}

const lineOf = ({ waiting, sent, decisions }: OutboxFigures): string =>
  `OUTBOX  sent ${sent}  waiting ${waiting}  to decide ${decisions}`;

/** The first bad step says more than the run: its data is part of the error. */
function failureOf(status: SyncStatus): CodedError {
  const code = (status.code ?? 'SYNC_CANCELLED') as ErrorCode;
  const step = status.steps.find((one) => one.code === code);
  return new CodedError(code, { ...(step ? { step: step.step } : {}), ...(step?.data as JsonObject | null) });
}

function documentOf(status: SyncStatus) {
  const at = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  return {
    state: status.state,
    at: at(status.lastSuccessAt),
    steps: status.steps.map(({ step, state, done, total, code, data }) => ({
      step,
      state,
      done,
      total,
      code,
      data: data as JsonObject | null,
    })),
  };
}

function textOf(status: SyncStatus): string {
  return table(
    [
      ['STEP', 'left'],
      ['STATE', 'left'],
      ['DONE', 'right'],
      ['OF', 'right'],
      ['', 'left'],
    ],
    status.steps.map(({ step, state, done, total, code }) => [step, state, done, total, code ?? '']),
  );
}
