import type { Command } from './command.ts';
import { facts } from './table.ts';
import { withWorkspace } from './with-desk.ts';

/** `undo-import ID`: takes an import back; what it had replaced returns. */
export const undoImport: Command = {
  usage: 'undo-import ID [--workspace DIR] [--json]',
  options: {},
  words: [1, 1],
  run: (line) =>
    withWorkspace(line, async (desk) => {
      const { id, lines } = await desk.call('imports.undo', { id: line.positionals[0] ?? '' });
      return { document: { id, lines }, text: () => facts(Object.entries({ id, lines })) };
    }),
};
