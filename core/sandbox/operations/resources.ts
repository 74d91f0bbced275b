import { formatInstant } from '../../base/period.ts';
import { onDemandResources, periodResources, termOf } from '../world/resources.ts';
import { refuse, type Answer, type BodyObject } from '../server/answer.ts';
import type { Call, Handlers } from '../server/call.ts';
import { decimal } from '../server/json.ts';

type OnDemand = ReturnType<typeof onDemandResources>[number];

const shared = (call: Call, r: OnDemand): BodyObject => ({
  region_code: r.region.code,
  service_type_code: r.service.code,
  resource_type_code: r.service.resource,
  service_type_name: call.named(r.service.en, r.service.zh),
  resource_type_name: call.named(r.service.resourceEn, r.service.resourceZh),
  resource_id: r.id,
  resource_name: r.name,
  resource_spec_code: r.product.spec,
  product_spec_desc: r.product.name,
});

function listOnDemand(call: Call): Answer {
  const customer = call.customer(call.required('customer_id')) ?? refuse('CBC.99000035');
  const ids = call.texts('resource_ids');
  const region = call.text('region_code');
  const service = call.text('service_type_code');
  const wanted = call.integer('status');
  const state = call.world.freezeState(customer);
  const status = state.frozen && state.type === 'ACCOUNT_AND_RESOURCE' ? 3 : 1;
  const list = (): OnDemand[] =>
    onDemandResources(call.world.options.seed, customer).filter(
      (r) =>
        r.since <= call.world.now() &&
        (ids === undefined || ids.length === 0 || ids.includes(r.id)) &&
        (region === undefined || r.region.code === region) &&
        (service === undefined || r.service.code === service) &&
        (wanted === undefined || wanted === status) &&
        call.inRange(r.since, 'effective_time_begin', 'effective_time_end'),
    );
  return call.page(
    String(call.world.revision),
    list,
    (r) => r.id,
    (r) => ({
      customer_id: customer.id,
      ...shared(call, r),
      availability_zone_code: `${r.region.code}a`,
      effective_time: formatInstant(r.since),
      expire_time: null,
      status,
      resource_info: `{"specSize":${r.size}.0}`,
    }),
  );
}

function listPeriod(call: Call): Answer {
  const id = call.required('customer_id');
  // This operation has no reseller parameter: every customer of the partner may be named.
  const customer = call.world.customer(id) ?? refuse('CBC.0151');
  const now = call.world.now();
  const ids = call.texts('resource_ids');
  const service = call.text('service_type_code');
  const statuses = call.texts('status_list');
  const all = periodResources(call.world.options.seed, customer)
    .filter((r) => r.since <= now)
    .map((r) => ({ ...r, term: termOf(r, now) }));
  const list = (): typeof all =>
    all.filter(
      (r) =>
        call.text('order_id') === undefined &&
        (ids === undefined || ids.length === 0 || ids.includes(r.id)) &&
        (service === undefined || r.service.code === service) &&
        (statuses === undefined || statuses.length === 0 || statuses.includes(String(r.term.status))) &&
        call.inRange(r.term.to, 'expire_time_begin', 'expire_time_end'),
    );
  return call.page(
    '',
    list,
    (r) => r.id,
    (r) => ({
      id: `i-${r.id.slice(0, 12)}`,
      ...shared(call, r),
      project_id: customer.id.slice(0, 32),
      product_id: r.productId,
      parent_resource_id: null,
      is_main_resource: 1,
      status: r.term.status,
      effective_time: formatInstant(r.since),
      expire_time: formatInstant(r.term.to),
      expire_policy: r.autoRenew ? 3 : 0,
      spec_size: decimal(`${r.size}`),
      spec_size_measure_id: 17,
      update_time: formatInstant(r.term.from),
      enterprise_project: { id: '0', name: 'default' },
    }),
  );
}

export const resourceHandlers: Handlers = {
  ListCustomerOnDemandResources: listOnDemand,
  ListPayPerUseCustomerResources: listPeriod,
};
