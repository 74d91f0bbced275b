import { monthDays, monthStart } from './calendar.ts';
import { DAY_MS } from '../../base/period.ts';
import { chance, hash, hexId, STREAM } from './hash.ts';
import { companyAt, COMPANY_COUNT, personAt } from './names.ts';

/** A second-tier partner of the distributor. */
export interface Reseller {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly accountName: string;
  readonly mobilePhone: string;
  readonly email: string;
  readonly associatedOn: number;
  readonly manager: number | null;
}

/** How many resellers a distributor with so many customers has. */
export function resellerCount(customers: number): number {
  return Math.max(3, Math.min(200, Math.floor(customers / 40)));
}

/** The resellers of the world. `origin` is the latest month of association. */
export function generateResellers(seed: number, count: number, origin: number): Reseller[] {
  return Array.from({ length: count }, (_, index) => {
    const at = (n: number): number => chance(seed, index, STREAM.reseller, n);
    // Names from the far end of the list, so that no customer has the same one.
    const company = companyAt(COMPANY_COUNT - 1 - index);
    const since = origin - Math.floor(at(1) * 60);
    const short = company.short.toLowerCase();
    return {
      index,
      id: `0${hexId(seed, index, STREAM.reseller).slice(1)}`,
      name: at(2) < 0.5 ? company.zh : company.en,
      accountName: `${short}_partner${index + 1}`.slice(0, 32),
      mobilePhone: `${company.mobile}${String(hash(seed, index, STREAM.reseller, 3) % 1e8).padStart(8, '0')}`,
      email: `partner@${short}${index + 1}.example`,
      associatedOn: monthStart(since) + Math.floor(at(4) * monthDays(since) * (DAY_MS / 1000)) * 1000,
      manager: at(5) < 0.9 ? index % 7 : null,
    };
  });
}

/** The account manager of a reseller: login and name. */
export function resellerManager(reseller: Reseller): { id: string; name: string } | null {
  if (reseller.manager === null) return null;
  const person = personAt(reseller.manager);
  return { id: person.login, name: person.name };
}
