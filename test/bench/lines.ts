import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import tar from 'tar-stream';
import { daysInPeriod } from '../../core/base/period.ts';
import { seededRandom } from '../../core/base/random.ts';
import { USAGE_FILE, usageArchiveName, usagePartName } from '../../core/contract/partner-center/files.ts';
import type { LineMeaning } from '../../core/contract/partner-center/files.ts';
import { median } from './measure.ts';

export interface ImportFigures {
  readonly lines: number;
  readonly archiveMB: number;
  /** Check and apply together, ms (median). */
  readonly ours: number;
  /** Inflating, unpacking to files and the engine's own CSV load of the same rows, ms (median). */
  readonly floor: number;
  readonly ratio: number;
  /** Highest resident memory of the importing process, MB (worst run). */
  readonly peakMB: number;
  readonly floorPeakMB: number;
  readonly bytesPerLine: number;
}

const SERVICES = [
  ['hws.service.type.ec2', 'Elastic Cloud Server', 'hws.resource.type.vm'],
  ['hws.service.type.obs', 'Object Storage Service', 'hws.resource.type.obs'],
  ['hws.service.type.rds', 'Relational Database Service', 'hws.resource.type.rds.vm'],
  ['hws.service.type.vpc', 'Virtual Private Cloud', 'hws.resource.type.ip'],
  ['hws.service.type.ebs', 'Elastic Volume Service', 'hws.resource.type.volume'],
] as const;
const REGIONS = [
  ['ap-southeast-1', 'CN-Hong Kong'],
  ['ap-southeast-3', 'AP-Singapore'],
  ['la-south-2', 'LA-Santiago'],
] as const;

/** Writes a usage archive of `lines` lines over `customers` customers for one month, in parts of 100,000. */
export async function writeUsageArchive(
  dir: string,
  lines: number,
  customers: number,
  period = '2026-10',
): Promise<string> {
  const day = `${period}-${String(daysInPeriod(period)).padStart(2, '0')}`;
  const random = seededRandom(20_261_031);
  const pick = (limit: number): number => Math.floor(random.next() * limit);
  const file = path.join(dir, usageArchiveName(period, day));
  const pack = tar.pack();
  const done = pipeline(pack, createGzip(), fs.createWriteStream(file));
  const headings = USAGE_FILE.columns.map(({ heading }) => heading).join(',');
  const perPart = USAGE_FILE.maxRecordsPerPart;
  for (let part = 0; part * perPart < lines; part += 1) {
    const rows = [headings];
    for (let index = part * perPart; index < Math.min(lines, (part + 1) * perPart); index += 1) {
      const customer = Math.floor((index * customers) / lines);
      const [service, serviceName, resourceType] = SERVICES[pick(5)] ?? SERVICES[0];
      const [region, regionName] = REGIONS[customer % 3] ?? REGIONS[0];
      const units = pick(2_000_000_000);
      const list = `${Math.floor(units / 1e8)}.${String(units % 1e8).padStart(8, '0')}`;
      const resource = `${customer.toString(16).padStart(8, '0')}-${pick(8)}`;
      const line: Record<LineMeaning, string> = {
        billingCycle: period,
        customerId: `0a1b2c${customer.toString(16).padStart(26, '0')}`,
        transactionTime: `${period}-${String(1 + pick(28)).padStart(2, '0')}T${String(pick(24)).padStart(2, '0')}:00:00Z`,
        productId: `OFFI${String(600_000 + pick(40))}`,
        serviceTypeCode: service,
        resourceTypeCode: resourceType,
        regionCode: region,
        billingMode: String(pick(2)),
        listPrice: list,
        customerName: `Cus***${customer % 97}`,
        accountName: `acc***${customer % 89}`,
        resellerId: customer % 5 === 0 ? `p-${customer % 40}` : '',
        billType: '5',
        serviceTypeName: serviceName,
        productName: `${serviceName} ${pick(8)}`,
        regionName,
        resourceId: resource,
        resourceName: `res-${customer % 1000}`,
        orderId: '',
        usage: `${pick(24)}.${String(pick(10_000)).padStart(4, '0')}`,
        usageUnit: 'hour',
        discount: '0.00000000',
        couponDeducted: '0.00000000',
        payable: list,
        currency: 'USD',
      };
      rows.push(USAGE_FILE.columns.map(({ meaning }) => line[meaning]).join(','));
    }
    const entry = pack.entry(
      { name: usagePartName(period, day, part + 1) },
      Buffer.from(`${rows.join('\r\n')}\r\n`),
    );
    // The pack holds entries in memory until they are read: one part at a time.
    await once(entry, 'finish');
  }
  pack.finalize();
  await done;
  return file;
}

const CHILD = fileURLToPath(new URL('./lines-child.ts', import.meta.url));

interface Run {
  readonly ms: number;
  readonly peakMB: number;
  readonly fileBytes: number;
}

/** Each run is a process of its own, so that its memory can be told. */
async function child(what: 'ours' | 'floor', archive: string): Promise<Run> {
  const { stdout } = await promisify(execFile)(process.execPath, [CHILD, what, archive], {
    maxBuffer: 1 << 20,
  });
  return JSON.parse(stdout) as Run;
}

/** Imports a usage archive of that many lines and compares with the floor, in turns. */
export async function benchImport(options: {
  readonly lines: number;
  readonly customers?: number;
  readonly runs?: number;
}): Promise<ImportFigures> {
  const { lines, customers = 10_000, runs = 3 } = options;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-bench-lines-'));
  try {
    const archive = await writeUsageArchive(dir, lines, customers);
    const ours: Run[] = [];
    const floor: Run[] = [];
    for (let run = 0; run < runs; run += 1) {
      floor.push(await child('floor', archive));
      ours.push(await child('ours', archive));
    }
    const ms = (list: readonly Run[]): number => median(list.map((run) => run.ms));
    return {
      lines,
      archiveMB: fs.statSync(archive).size / 1e6,
      ours: ms(ours),
      floor: ms(floor),
      ratio: median(ours.map((run, index) => run.ms / (floor[index]?.ms ?? run.ms))),
      peakMB: Math.max(...ours.map(({ peakMB }) => peakMB)),
      floorPeakMB: Math.max(...floor.map(({ peakMB }) => peakMB)),
      bytesPerLine: (ours[0]?.fileBytes ?? 0) / lines,
    };
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
