import { CodedError } from '../base/errors.ts';
import type { StartedDesk } from '../desk/desk.ts';
import type { Answer, Command, Line } from './command.ts';
import { showCustomers } from './show-customers.ts';
import { showExpenditure } from './show-expenditure.ts';
import { showHome, showQuota } from './show-home.ts';
import { withWorkspace } from './with-desk.ts';

type Show = (line: Line, desk: StartedDesk) => Promise<Answer>;

const SHOWS: Readonly<Record<string, Show>> = {
  quota: showQuota,
  home: showHome,
  customers: showCustomers,
  expenditure: showExpenditure,
};

/** `show …`: figures and records of the workspace, as the screens get them. */
export const show: Command = {
  usage:
    'show quota|home|customers|expenditure [--id ID] [--search TEXT] [--limit N] [--by month|customer|service|region] [--from YYYY-MM] [--to YYYY-MM] [--reveal] [--workspace DIR] [--json]',
  options: {
    id: { type: 'string' },
    search: { type: 'string' },
    limit: { type: 'string' },
    by: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    reveal: { type: 'boolean' },
  },
  words: [1, 1],
  async run(line) {
    const [what = ''] = line.positionals;
    const one = Object.hasOwn(SHOWS, what) ? SHOWS[what] : undefined;
    if (one === undefined) throw new CodedError('USAGE', { usage: show.usage });
    return await withWorkspace(line, (desk) => one(line, desk));
  },
};
