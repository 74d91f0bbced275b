import { formatInstant } from '../../base/period.ts';
import { monthAt } from '../world/calendar.ts';
import type { FreezeType } from '../world/budgets.ts';
import { managerLogin, type Customer } from '../world/customers.ts';
import { hash, hexId, STREAM } from '../world/hash.ts';
import { failure, noContent, ok, refuse, type Answer, type Body, type BodyObject } from '../server/answer.ts';
import type { Call, Handlers } from '../server/call.ts';

const HOUR = 3_600_000;
// The account is there at once, the association a moment later (unless the call waits for it).
const ASSOCIATION_MS = 2000;
const LOGIN = /^[a-zA-Z-][a-zA-Z0-9_-]{4,31}$/;
const MOBILE = /^00\d{2,3}-\d+$|^\d{4}-\d+$/;

/** What the partner sees as the customer's real-name state now: reviews take a day. */
export function verifiedNow(call: Call, customer: Customer): string {
  const review = call.world.peekChanges(customer)?.review;
  if (!review) return customer.verified;
  if (call.world.now() < review.at + 24 * HOUR) return '0';
  return review.rejected ? '1' : '2';
}

function showCustomer(call: Call, customer: Customer): Body {
  const body: BodyObject = {
    customer: customer.name === '' ? null : customer.name,
    account_name: customer.accountName,
    customer_id: customer.id,
    associated_on: formatInstant(customer.associatedOn),
    association_type: customer.model,
    label: customer.label,
    telephone: customer.telephone,
    verified_status: verifiedNow(call, customer),
    country_code: customer.telephone === null ? null : customer.dial,
    customer_type: customer.type,
    is_frozen: call.world.freezeState(customer).frozen ? 1 : 0,
    account_managers: customer.manager === null ? [] : [{ account_name: managerLogin(customer.manager) }],
    xaccount_id: customer.xaccountId,
    xaccount_type: customer.xaccountId === null ? null : 'PartnerDesk',
    customer_level: customer.level,
    email: customer.email,
  };
  return body;
}

type Test = (customer: Customer) => boolean;

/** A filter by contained text, which may not have spaces. */
function contains(call: Call, name: string, of: (customer: Customer) => string | null): Test | null {
  const wanted = call.text(name)?.toLowerCase();
  if (wanted === undefined) return null;
  if (/\s/.test(wanted)) return refuse('CBC.0100', `Parameter error. Invalid parameter: ${name}.`);
  return (customer) => (of(customer) ?? '').toLowerCase().includes(wanted);
}

function customerTests(call: Call): Test[] {
  const reseller = call.reseller()?.index ?? -1;
  const model = call.text('association_type');
  const id = call.text('customer_id');
  const dated =
    call.text('associated_on_begin') !== undefined || call.text('associated_on_end') !== undefined;
  const { horizon } = call;
  const late = horizon < call.world.now();
  return [
    (customer: Customer) => customer.reseller === reseller,
    contains(call, 'account_name', (customer) => customer.accountName),
    contains(call, 'customer', (customer) => customer.name),
    contains(call, 'label', (customer) => customer.label),
    model === undefined ? null : (customer: Customer) => customer.model === model,
    id === undefined ? null : (customer: Customer) => customer.id === id,
    dated
      ? (customer: Customer) =>
          call.inRange(customer.associatedOn, 'associated_on_begin', 'associated_on_end')
      : null,
    late ? (customer: Customer) => customer.associatedOn <= horizon : null,
  ].filter((test) => test !== null);
}

function listSubCustomers(call: Call): Answer {
  const tests = customerTests(call);
  const { world } = call;
  const list = (): Customer[] =>
    world.customers.filter((c) => world.isVisible(c) && tests.every((test) => test(c)));
  const waiting = world.created.filter((made) => made.visibleAt > world.now()).length;
  return call.page(
    `${world.membership}|${waiting}|${call.horizon < world.now() ? call.horizon : ''}`,
    list,
    (c) => c.id,
    (c) => showCustomer(call, c),
  );
}

const badLogin = (name: string): boolean =>
  !LOGIN.test(name) || /^\d+$/.test(name) || name.startsWith('op_') || name.startsWith('shadow_');

function checkIdentity(call: Call): Answer {
  const type = call.required('search_type');
  const value = call.required('search_value');
  if (type === 'name' && badLogin(value)) return refuse('CBC.0100');
  if (type === 'mobile' && !MOBILE.test(value)) return refuse('CBC.0100');
  const { customers } = call.world;
  const used =
    type === 'name'
      ? call.world.hasAccount(value)
      : customers.some((c) =>
          type === 'email' ? c.email === value.toLowerCase() : `${c.dial}-${c.telephone}` === value,
        );
  return ok({
    error_code: 'CBC.0000',
    error_msg: 'success',
    check_result: used ? 'used_by_user' : 'available',
    ...(type === 'mobile' ? { mobile_remain_available_num: used ? 4 : 5 } : {}),
  });
}

function sendCode(call: Call): Answer {
  const email = call.required('email').toLowerCase();
  if (call.integer('receiver_type') !== 2 || !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
    return refuse('CBC.0100');
  const now = call.world.now();
  if (call.mailbox.sentSince(email, now - HOUR) >= 15 || call.mailbox.sentSince(email, now - 24 * HOUR) >= 60)
    return refuse('CBC.99004015');
  const asked = call.integer('timeout') ?? 10;
  const minutes = asked > 60 ? 5 : asked;
  const code = String(hash(call.world.options.seed, call.mailbox.all().length, 6) % 1_000_000).padStart(
    6,
    '0',
  );
  call.mailbox.send(email, code, now, now + minutes * 60_000);
  return noContent;
}

function passwordIsWeak(password: string): boolean {
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
  return password.length < 8 || classes < 2;
}

const digitsOf = (value: number): string => String(value).padStart(4, '0');

function createCustomer(call: Call): Answer {
  const { world } = call;
  const reseller = call.reseller();
  const index = world.customers.length;
  const asked = call.text('domain_name');
  if (asked !== undefined && (badLogin(asked) || world.hasAccount(asked))) return refuse('CBC.0100');
  const password = call.text('password');
  if (password !== undefined && passwordIsWeak(password)) return refuse('CBC.99000036');
  const email = call.text('email')?.toLowerCase();
  if (email !== undefined && !call.mailbox.isValid(email, call.text('verification_code') ?? '', world.now()))
    return refuse('CBC.0100', 'Parameter error. The verification code is not correct.');
  const now = world.now();
  const accountName = (asked ?? `hwc_new_${digitsOf(index)}`).toLowerCase();
  const customer: Customer = {
    index,
    id: `0${hexId(world.options.seed, index, STREAM.id).slice(1)}`,
    name: '',
    accountName,
    associatedOn: Math.floor(now / 1000) * 1000,
    since: monthAt(now) - 1,
    model: '3',
    label: null,
    telephone: null,
    email: email ?? null,
    dial: '0086',
    country: call.required('domain_area').toUpperCase(),
    verified: '-1',
    type: -1,
    level: 'V0',
    manager: null,
    xaccountId: call.required('xaccount_id'),
    reseller: reseller?.index ?? -1,
    baseCents: 20_000,
    growth: 0.2,
    industry: 2,
    discountBp: 1500,
    stride: 1,
  };
  world.addCustomer(customer, call.flag('include_association_result') ? now : now + ASSOCIATION_MS);
  return ok({ domain_id: customer.id, domain_name: accountName });
}

/** Does something with each named customer and lists those with which it failed. */
function forEachCustomer(call: Call, act: (customer: Customer) => string | null): Answer {
  const ids = call.texts('customer_ids') ?? [];
  if (ids.length === 0) return refuse('CBC.0100', 'Parameter error. Invalid parameter: customer_ids.');
  const failed: BodyObject[] = [];
  for (const id of ids) {
    const customer = call.customer(id);
    const code = customer ? act(customer) : 'CBC.99000000';
    if (code !== null) failed.push({ ...failure(code).body, id });
  }
  return ok(failed.length > 0 ? { error_details: failed } : {});
}

function freeze(call: Call): Answer {
  const type = (call.text('freeze_type') ?? 'ACCOUNT') as FreezeType;
  const reason = call.required('reason');
  return forEachCustomer(call, (customer) => {
    if (customer.model !== '3') return 'CBC.99005024';
    call.world.freeze(customer, type, reason);
    return null;
  });
}

function unfreeze(call: Call): Answer {
  const type = (call.text('unfreeze_type') ?? 'ACCOUNT') as FreezeType;
  return forEachCustomer(call, (customer) => {
    if (customer.model !== '3') return 'CBC.99005024';
    const state = call.world.freezeState(customer);
    if (!state.frozen || state.type !== type) return 'CBC.99007004';
    call.world.unfreeze(customer);
    return null;
  });
}

export const customerHandlers: Handlers = {
  ListSubCustomers: listSubCustomers,
  CreateSubCustomer: createCustomer,
  CheckUserIdentity: checkIdentity,
  SendVerificationMessageCode: sendCode,
  FreezeSubCustomers: freeze,
  UnfreezeSubCustomers: unfreeze,
};
