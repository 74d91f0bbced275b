import type { DeskState } from '../../core/contract/desk.ts';
import type { ChangeNotice, InputOf, Name, OutputOf } from '../../core/contract/index.ts';
import { CodedError } from '../../core/base/errors.ts';
import { permission } from '../../core/contract/permissions.ts';
import type { DeskClient, Link } from '../app/desk-client.ts';
import * as customers from './fixture-customers.ts';
import * as home from './fixture-home.ts';
import { outboxAnswers } from './fixture-outbox.ts';
import { partner } from './fixture-partner.ts';

type Answers = { [N in Name]?: OutputOf<N> | ((input: InputOf<N>) => OutputOf<N> | Promise<OutputOf<N>>) };

export const deskState: DeskState = {
  host: 'browser',
  version: '0.1.0',
  platform: 'linux',
  preferences: { language: 'en', theme: 'light', density: 'compact' },
  workspace: {
    id: 'w1',
    kind: 'demo',
    name: 'Demo partner',
    dir: '/home/lin/.partner-desk/demo',
    open: true,
    endpoint: null,
  },
  secretStore: 'file',
  dataDir: '/home/lin/.partner-desk',
  person: {
    id: 'owner',
    name: 'Lin Wei',
    roles: ['administrator'],
    permissions: [...permission.options],
    sees: 'all',
  },
  now: home.NOW,
  repairs: [],
};

const base: Answers = {
  'desk.state': deskState,
  'desk.workspaces': [],
  'sync.status': home.syncIdle,
  'sync.start': home.syncIdle,
  'home.quota': home.quota,
  'home.trend': home.trend,
  'home.topCustomers': home.topCustomers,
  'home.budgetsInDanger': home.budgets,
  'home.expiringCoupons': home.coupons,
  'home.amountsDue': home.due,
  'home.todos': home.todos,
  'explain.figure': home.explanation,
  'customers.list': (input) => {
    const start = Number(input.after ?? '0');
    const limit = input.limit ?? 100;
    const all = customers.customerRows(1816);
    const next = start + limit;
    return { rows: all.slice(start, next), next: next < all.length ? String(next) : null };
  },
  'customers.totals': customers.totals,
  'customers.choices': {
    tags: ['key account'],
    resellers: [{ id: 'r1', name: 'Ke***ar Cloud' }],
    countries: ['SG', 'CN'],
    managers: [],
  },
  'customers.get': (input) => customers.customerDetails(input.id),
  ...outboxAnswers,
  'partner.get': partner,
  'behalf.open': { rows: [] },
  'privacy.reveal': { revealId: 'rev1' },
  'privacy.hide': {},
};

export interface FixtureClient extends DeskClient {
  /** Every call made, in order. */
  readonly calls: readonly { name: Name; input: unknown }[];
  /** Replaces an answer and tells the screens that `collections` changed. */
  answer<N extends Name>(
    name: N,
    answer: NonNullable<Answers[N]> | null,
    collections?: readonly string[],
  ): void;
  setLink(link: Link): void;
}

/** A client that answers from memory: for DOM tests and for looking at screens; never part of the product. */
export function fixtureClient(own: Answers = {}): FixtureClient {
  const answers: Record<string, unknown> = { ...base, ...own };
  const calls: { name: Name; input: unknown }[] = [];
  const changes = new Set<(notice: ChangeNotice) => void>();
  const links = new Set<(link: Link) => void>();
  let link: Link = 'open';
  return {
    calls,
    call: async <N extends Name>(name: N, input: InputOf<N>): Promise<OutputOf<N>> => {
      calls.push({ name, input });
      if (!(name in answers)) throw new CodedError('NOT_FOUND', { name });
      const answer = answers[name];
      return (typeof answer === 'function' ? await answer(input) : answer) as OutputOf<N>;
    },
    onChange: (listener) => {
      changes.add(listener);
      return () => changes.delete(listener);
    },
    onLink: (listener) => {
      links.add(listener);
      return () => links.delete(listener);
    },
    link: () => link,
    upload: (file) => Promise.resolve(`token-of-${file.name}`),
    answer: (name, answer, collections = []) => {
      answers[name] = answer;
      for (const listener of changes) listener({ collections, at: home.NOW });
    },
    setLink: (next) => {
      link = next;
      for (const listener of links) listener(next);
    },
  };
}
