import { gzipSync } from 'node:zlib';
import tar from 'tar-stream';
import {
  BILL_FILE,
  billPartName,
  USAGE_FILE,
  usagePartName,
} from '../../../core/contract/partner-center/files.ts';
import type { LineMeaning } from '../../../core/contract/partner-center/files.ts';
import { csvText } from './focus.ts';

/** Small Huawei Cloud usage and bill archives, written for tests. */

export type HuaweiLine = Readonly<Partial<Record<LineMeaning, string>>>;

/** A full line; `changes` wins. Payable = list - discount - coupon. */
export function huaweiLine(changes: HuaweiLine = {}): HuaweiLine {
  return {
    billingCycle: '2026-10',
    customerId: 'c-1',
    transactionTime: '2026-10-05T02:00:00Z',
    productId: 'p-1',
    serviceTypeCode: 'hws.service.type.ec2',
    resourceTypeCode: 'hws.resource.type.vm',
    regionCode: 'ap-southeast-3',
    billingMode: '1',
    listPrice: '2.00000000',
    customerName: 'Cus***er',
    accountName: 'acc***nt',
    billType: '5',
    serviceTypeName: 'Elastic Cloud Server',
    productName: 'ECS s6',
    regionName: 'AP-Singapore',
    resourceId: 'res-1',
    resourceName: 'ecs-1',
    usage: '1.5',
    usageUnit: 'hour',
    discount: '0.50000000',
    couponDeducted: '0',
    payable: '1.50000000',
    currency: 'USD',
    ...changes,
  };
}

/** The text of one part, with the documented headings. */
export function huaweiCsv(
  file: 'usage' | 'bill',
  lines: readonly HuaweiLine[],
  headings?: Readonly<Partial<Record<LineMeaning, string>>>,
): string {
  const { columns } = file === 'usage' ? USAGE_FILE : BILL_FILE;
  const heading = (meaning: LineMeaning, own: string): string => headings?.[meaning] ?? own;
  const rows = lines.map((line) =>
    Object.fromEntries(
      columns.flatMap(({ meaning, heading: own }) => {
        const value = line[meaning];
        return value === undefined ? [] : [[heading(meaning, own), value]];
      }),
    ),
  );
  return csvText(
    columns.map(({ meaning, heading: own }) => heading(meaning, own)),
    rows,
    { newline: '\r\n' },
  );
}

export interface Entry {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** A tar.gz of these entries. */
export async function archive(entries: readonly Entry[]): Promise<Buffer> {
  return gzipSync(await tarOf(entries));
}

export async function tarOf(entries: readonly Entry[]): Promise<Buffer> {
  const pack = tar.pack();
  for (const { name, content } of entries) pack.entry({ name, mtime: new Date(0) }, Buffer.from(content));
  pack.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of pack) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A usage archive made on `day` ('YYYY-MM-DD') for a month, its lines in parts of `perPart`. */
export function usageArchive(
  period: string,
  day: string,
  lines: readonly HuaweiLine[],
  perPart = 100_000,
): Promise<Buffer> {
  const parts = split(lines, perPart);
  return archive(
    parts.map((part, index) => ({
      name: usagePartName(period, day, index + 1),
      content: huaweiCsv('usage', part),
    })),
  );
}

export function billArchive(
  period: string,
  lines: readonly HuaweiLine[],
  perPart = 100_000,
): Promise<Buffer> {
  const parts = split(lines, perPart);
  return archive(
    parts.map((part, index) => ({ name: billPartName(period, index + 1), content: huaweiCsv('bill', part) })),
  );
}

function split(lines: readonly HuaweiLine[], perPart: number): HuaweiLine[][] {
  const count = Math.max(1, Math.ceil(lines.length / perPart));
  return Array.from({ length: count }, (_, index) => lines.slice(index * perPart, (index + 1) * perPart));
}
