import { ERRORS } from '../base/error-codes.ts';
import type { Command } from './command.ts';
import { table } from './table.ts';
import { withWorkspace } from './with-desk.ts';

/** `check`: integrity of everything the workspace keeps; exit status of STORE_DAMAGED when something is wrong. */
export const check: Command = {
  usage: 'check [--workspace DIR] [--json]',
  options: {},
  words: [0, 0],
  run: (line) =>
    withWorkspace(line, async (desk) => {
      const { checkWorkspace } = await import('../storage/check.ts');
      const { ok, checks } = await checkWorkspace(desk.state.session().workspace);
      return {
        document: {
          ok,
          checks: checks.map(({ name, ok: fine, detail }) => ({ name, ok: fine, detail: detail ?? null })),
        },
        text: () =>
          table(
            [
              ['CHECK', 'left'],
              ['OK', 'left'],
              ['DETAIL', 'left'],
            ],
            checks.map(({ name, ok: fine, detail }) => [name, fine ? 'ok' : 'NOT OK', detail ?? '']),
          ),
        exit: ok ? 0 : ERRORS.STORE_DAMAGED.exit,
      };
    }),
};
