import { DAY_MS } from '../../base/period.ts';
import { monthAt, monthDays, monthStart } from './calendar.ts';
import { chance, choose, hash, hexId, STREAM } from './hash.ts';
import { companyAt, INDUSTRIES, personAt } from './names.ts';

/** A customer of the partner, as far as it follows from the seed; what calls change lies in state.ts. */
export interface Customer {
  readonly index: number;
  readonly id: string;
  /** Real-name authentication name; empty while not authenticated. */
  readonly name: string;
  readonly accountName: string;
  readonly associatedOn: number;
  /** Month of association. */
  readonly since: number;
  /** '1' referral, '3' reseller model (the partner pays). */
  readonly model: '1' | '3';
  readonly label: string | null;
  readonly telephone: string | null;
  readonly email: string | null;
  readonly dial: string;
  readonly country: string;
  readonly verified: '-1' | '0' | '1' | '2';
  readonly type: -1 | 0 | 1;
  readonly level: string;
  readonly manager: number | null;
  readonly xaccountId: string | null;
  /** Index of the reseller it belongs to; -1 = the partner's own. */
  readonly reseller: number;
  /** Typical month at list price, in cents; 0 = uses nothing. */
  readonly baseCents: number;
  /** Yearly growth as a logarithm. */
  readonly growth: number;
  readonly industry: number;
  /** The partner's discount, in basis points of list price. */
  readonly discountBp: number;
  /** Usage is booked every so many days (1 for big customers). */
  readonly stride: number;
}

export interface CustomerOptions {
  readonly seed: number;
  readonly count: number;
  readonly resellers: number;
  /** Latest month in which a generated customer was associated. */
  readonly origin: number;
  readonly edgeCases: boolean;
}

const HISTORY_MONTHS = 78;
const TAGS = ['key account', 'trial', 'renewal', '重点客户', 'government', 'startup', '出海'];
const LARGEST_CENTS = 6_000_000;

/** Typical month of the customer at a rank of size (0 = largest): a few make most of the spend. */
function baseCentsAt(rank: number): number {
  return Math.round(LARGEST_CENTS * (rank + 1) ** -0.8);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** A step that visits every rank once, far apart. */
export function rankStep(count: number): number {
  let step = Math.max(1, Math.floor(count * 0.618));
  while (greatestCommonDivisor(step, count) !== 1) step += 1;
  return step;
}

function strideOf(rank: number, count: number): number {
  if (rank < count * 0.1 || rank < 20) return 1;
  return rank < count * 0.4 ? 3 : 7;
}

const digits = (value: number, length: number): string => String(value % 10 ** length).padStart(length, '0');

function verifiedOf(point: number): Customer['verified'] {
  if (point < 0.93) return '2';
  if (point < 0.96) return '-1';
  return point < 0.985 ? '0' : '1';
}

/** Customer number `index` of the world. */
export function generateCustomer(options: CustomerOptions, index: number, step: number): Customer {
  const { seed, count } = options;
  const at = (n: number): number => chance(seed, index, STREAM.customer, n);
  const company = companyAt(index, options.edgeCases);
  const rank = (index * step + (seed % count)) % count;
  // More customers joined in later years.
  const since = options.origin - Math.floor(HISTORY_MONTHS * (1 - Math.sqrt(at(1))));
  const associatedOn = monthStart(since) + Math.floor(at(2) * monthDays(since) * (DAY_MS / 1000)) * 1000;
  const verified = verifiedOf(at(3));
  const chinese = company.country === 'CN' ? at(4) < 0.85 : at(4) < 0.15;
  const short = company.short
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 20);
  const login = `${short}_${String(index + 1).padStart(3, '0')}`;
  return {
    index,
    id: `0${hexId(seed, index, STREAM.id).slice(1)}`,
    name: verified === '-1' ? '' : chinese ? company.zh : company.en,
    accountName: login,
    associatedOn,
    since: monthAt(associatedOn),
    model: at(5) < 0.88 ? '3' : '1',
    label: at(6) < 0.3 ? choose(TAGS, seed, index, STREAM.customer, 7) : null,
    telephone: at(8) < 0.9 ? `${company.mobile}${digits(hash(seed, index, STREAM.customer, 9), 8)}` : null,
    email: at(10) < 0.92 ? `cloud@${short}${index + 1}.example` : null,
    dial: company.dial,
    country: company.country,
    verified,
    type: verified === '-1' ? -1 : 1,
    level: `V${Math.min(5, Math.floor(6 * (1 - rank / count) ** 4))}`,
    manager:
      at(11) < 0.8 ? hash(seed, index, STREAM.customer, 12) % Math.max(3, Math.ceil(count / 150)) : null,
    xaccountId: at(13) < 0.1 ? `crm-${index + 1}` : null,
    reseller:
      options.resellers > 0 && at(14) < 0.25
        ? hash(seed, index, STREAM.customer, 15) % options.resellers
        : -1,
    baseCents: at(16) < 0.08 ? 0 : baseCentsAt(rank),
    growth: at(17) * 0.7 - 0.15,
    industry: Math.max(0, INDUSTRIES.indexOf(company.industry)),
    discountBp: 800 + Math.floor(at(18) * 45) * 50,
    stride: strideOf(rank, count),
  };
}

/** All customers of the world, in order of their number. */
export function generateCustomers(options: CustomerOptions): Customer[] {
  const step = rankStep(options.count);
  return Array.from({ length: options.count }, (_, index) => generateCustomer(options, index, step));
}

/** Login name of an account manager. */
export function managerLogin(manager: number): string {
  return personAt(manager).login;
}
