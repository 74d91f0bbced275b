// The sandbox's own endpoints, under /__sandbox/: time, faults, state, books. They need the control token.
import { timingSafeEqual } from 'node:crypto';
import { isPeriod } from '../../base/period.ts';
import type { Books } from '../books.ts';
import { monthOf } from '../world/calendar.ts';
import type { World } from '../world/world.ts';
import type { Answer, Body, BodyObject } from './answer.ts';
import type { Faults, FaultRule } from './faults.ts';
import type { Mailbox } from './mailbox.ts';
import type { SignedRequest } from './signature.ts';

export const CONTROL_PATH = '/__sandbox/';

export interface ControlTargets {
  readonly world: World;
  readonly books: Books;
  readonly faults: Faults;
  readonly mailbox: Mailbox;
  readonly token: string;
  readonly advance: (ms: number) => Promise<void>;
  readonly setTime: (ms: number) => Promise<void>;
  readonly delayFiles: (ms: number) => Promise<void>;
  readonly calls: () => Readonly<Record<string, number>>;
  readonly filesDir: string;
  readonly filesBusy: () => boolean;
}

const ok = (body: BodyObject): Answer => ({ status: 200, body });
const bad = (message: string): Answer => ({ status: 400, body: { error: message } });

function hasToken(request: SignedRequest, token: string): boolean {
  const sent = Buffer.from(request.headers['x-sandbox-token'] ?? '');
  const wanted = Buffer.from(token);
  return sent.length === wanted.length && timingSafeEqual(sent, wanted);
}

function state(targets: ControlTargets): Answer {
  const { world } = targets;
  return ok({
    now: new Date(world.now()).toISOString(),
    customers: world.customers.length,
    resellers: world.resellers.length,
    partnerId: world.partner.id,
    filesDir: targets.filesDir,
    filesBusy: targets.filesBusy(),
    calls: { ...targets.calls() },
    faults: targets.faults.list() as unknown as Body,
    happened: { ...targets.faults.happened },
    mail: targets.mailbox.all() as unknown as Body,
  });
}

function showBooks(targets: ControlTargets, query: URLSearchParams): Answer {
  const { books } = targets;
  const period = query.get('period');
  if (period === null)
    return ok({
      quota: { ...books.quota() },
      months: books.months() as unknown as Body,
      budgets: books.budgets() as unknown as Body,
    });
  if (!isPeriod(period)) return bad('period');
  return ok({
    month: { ...books.month(period) },
    issued: books.isIssued(period),
    customers: books.customers(period) as unknown as Body,
    services: books.services(period) as unknown as Body,
  });
}

async function moveTime(targets: ControlTargets, body: Readonly<Record<string, unknown>>): Promise<Answer> {
  const { advanceMs, set } = body;
  if (typeof advanceMs === 'number' && Number.isFinite(advanceMs)) await targets.advance(advanceMs);
  else if (typeof set === 'string' && !Number.isNaN(Date.parse(set))) await targets.setTime(Date.parse(set));
  else return bad('advanceMs or set');
  return ok({ now: new Date(targets.world.now()).toISOString() });
}

function changeFaults(
  targets: ControlTargets,
  method: string,
  body: Readonly<Record<string, unknown>>,
): Answer {
  if (method === 'DELETE') targets.faults.clear();
  else if (Array.isArray(body['rules']))
    for (const rule of body['rules'] as FaultRule[]) targets.faults.add(rule);
  else if (typeof body['kind'] === 'string') targets.faults.add(body as unknown as FaultRule);
  else return bad('kind or rules');
  return ok({ faults: targets.faults.list() as unknown as Body });
}

async function changePartner(
  targets: ControlTargets,
  body: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const { quotaCents, payBill, topUpCents, filesLateMs } = body;
  if (typeof quotaCents === 'number') targets.world.quotaCents = Math.round(quotaCents);
  if (typeof payBill === 'string' && isPeriod(payBill))
    targets.world.payments.set(monthOf(payBill), targets.world.now());
  if (typeof topUpCents === 'number')
    targets.world.topUps.push({ at: targets.world.now(), cents: Math.round(topUpCents) });
  if (typeof filesLateMs === 'number') await targets.delayFiles(filesLateMs);
  return ok({ quotaCents: targets.world.quotaCents });
}

function bodyOf(request: SignedRequest): Readonly<Record<string, unknown>> {
  if (request.body.length === 0) return {};
  const parsed: unknown = JSON.parse(Buffer.from(request.body).toString('utf8'));
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
}

/** A customer leaves, as after a disassociation in the console. */
function leave(targets: ControlTargets, body: Readonly<Record<string, unknown>>): Answer {
  const { id } = body;
  const customer = typeof id === 'string' ? targets.world.customer(id) : undefined;
  if (customer === undefined) return bad('id');
  targets.world.leave(customer);
  return ok({ left: customer.id });
}

/**
 * Answers a request under /__sandbox/: GET state, GET books[?period=], POST time, POST/DELETE faults, POST partner, POST
 * leave.
 */
export async function control(targets: ControlTargets, request: SignedRequest): Promise<Answer> {
  if (!hasToken(request, targets.token)) return { status: 403, body: { error: 'X-Sandbox-Token' } };
  const url = new URL(request.target, 'http://sandbox');
  const what = `${request.method} ${url.pathname.slice(CONTROL_PATH.length)}`;
  switch (what) {
    case 'GET state':
      return state(targets);
    case 'GET books':
      return showBooks(targets, url.searchParams);
    case 'POST time':
      return moveTime(targets, bodyOf(request));
    case 'POST faults':
    case 'DELETE faults':
      return changeFaults(targets, request.method, bodyOf(request));
    case 'POST partner':
      return changePartner(targets, bodyOf(request));
    case 'POST leave':
      return leave(targets, bodyOf(request));
    default:
      return { status: 404, body: { error: what } };
  }
}
