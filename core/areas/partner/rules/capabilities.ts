import type { Capability, CapabilityLevel, PartnerType } from '../../../contract/partner.ts';

/** What each kind of partner may do (guide 2.1), as a table. */
const LEVELS: Readonly<Record<Capability, readonly [CapabilityLevel, CapabilityLevel, CapabilityLevel]>> = {
  //                     CSP           distributor   reseller
  consumptionQuota: ['yes', 'yes', 'no'],
  ownBudgetQuota: ['no', 'no', 'yes'],
  resellers: ['no', 'yes', 'no'],
  ownCustomers: ['yes', 'permission', 'yes'],
  budgets: ['yes', 'yes', 'permission'],
  behalf: ['yes', 'yes', 'permission'],
  discounts: ['permission', 'permission', 'no'],
  partnerBill: ['yes', 'yes', 'no'],
  incentives: ['yes', 'yes', 'limited'],
  preferences: ['yes', 'yes', 'no'],
  mdf: ['yes', 'yes', 'limited'],
  spif: ['yes', 'yes', 'no'],
  fundingHead: ['yes', 'yes', 'no'],
  testCoupons: ['no', 'no', 'no'],
  examVouchers: ['limited', 'limited', 'no'],
  dedicatedPersonnel: ['no', 'no', 'no'],
  invitations: ['yes', 'yes', 'yes'],
  competencies: ['yes', 'yes', 'no'],
  opportunitySharing: ['yes', 'yes', 'yes'],
};

const PLACE: Readonly<Record<PartnerType, 0 | 1 | 2>> = { csp: 0, distributor: 1, reseller: 2 };

export function levelOf(type: PartnerType, what: Capability): CapabilityLevel {
  return LEVELS[what][PLACE[type]];
}

export function capabilitiesOf(type: PartnerType): Record<Capability, CapabilityLevel> {
  const names = Object.keys(LEVELS) as Capability[];
  return Object.fromEntries(names.map((name) => [name, levelOf(type, name)])) as Record<
    Capability,
    CapabilityLevel
  >;
}

/** What an administrator said counts; else whoever has resellers is a distributor. */
export function typeOf(chosen: PartnerType | null, hasResellers: boolean): PartnerType {
  return chosen ?? (hasResellers ? 'distributor' : 'csp');
}

/** Names of the contract that exist only for partners who have the capability, by name or by the part before the dot. */
const NEEDS: Readonly<Record<string, Capability>> = {
  resellers: 'resellers',
  discounts: 'discounts',
  behalf: 'behalf',
  'bills.list': 'partnerBill',
  'home.amountsDue': 'partnerBill',
  'home.quota': 'consumptionQuota',
  'quota.setMarks': 'consumptionQuota',
};

/** The capability a name of the contract needs; undefined for what every partner has. */
export function needOf(name: string): Capability | undefined {
  return NEEDS[name] ?? NEEDS[name.split('.')[0] ?? ''];
}
