import { beijingDay } from '../../base/period.ts';
import type { OutputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { apiStamp, OPERATIONS } from '../context.ts';
import { customerCounts } from '../customers/shared.ts';
import { basisOf, isStale, projectQuota, quotaFigures, quotaMarks, readQuota } from '../quota/shared.ts';
import type { LinesFacts } from './lines.ts';
import { linesFacts, throughOf } from './lines.ts';

/** The daily payable amounts the pace is taken from; none when lines are in another currency than the quota. */
export function paceBasis(facts: LinesFacts | null, currency: string, now: number): string[] {
  if (facts === null || facts.currency !== currency) return [];
  return basisOf(facts.days, beijingDay(now), throughOf(facts, facts.running));
}

/** The consumption quota card (guide 4.1, product-expectations section 9); null before the quota was read. */
export async function homeQuota(context: AreaContext): Promise<OutputOf<'home.quota'>> {
  const { workspace } = context;
  const facts = await linesFacts(workspace, 'all');
  const now = workspace.clock.now();
  const record = readQuota(workspace.mirror.read);
  if (record === null) return null;
  const { asOf, ...parts } = record;
  const marks = quotaMarks(workspace);
  const figures = quotaFigures(parts, marks);
  const stamp = apiStamp(context, 'quota', OPERATIONS.quota, asOf);
  return {
    ...parts,
    ...figures,
    marks,
    stale: isStale(stamp.asOf, now),
    projection: projectQuota({
      total: parts.total,
      used: figures.used,
      basis: paceBasis(facts, parts.currency, now),
      now,
    }),
    // The quota is the partner's: so is the number of those who could not buy, whoever asks.
    affectedCustomers: customerCounts(workspace.mirror.read, 'all').resellerModel,
    stamp,
  };
}
