import { z } from 'zod';
import { bodyFlag, bodyInstant, bodyText, readBody } from '../../storage/body.ts';
import type { Collection } from '../../storage/collection.ts';
import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import { setNearestExpiry } from '../customers/shared.ts';
import { normalise } from '../search-text.ts';
import { ON_DEMAND_MIGRATIONS, PERIOD_MIGRATIONS } from './schema.ts';
import { nearestExpiry } from './shared.ts';

const common = {
  resource_id: z.string().min(1),
  resource_name: bodyText,
  service_type_code: bodyText,
  service_type_name: bodyText,
  resource_type_name: bodyText,
  resource_spec_code: bodyText,
  product_spec_desc: bodyText,
  region_code: bodyText,
  status: bodyText,
  effective_time: bodyInstant,
};

/** One entry of ListPayPerUseCustomerResources, which lists yearly/monthly resources (API reference section 8). */
const periodBody = z.looseObject({
  ...common,
  expire_time: bodyInstant,
  expire_policy: bodyText,
  parent_resource_id: bodyText,
  is_main_resource: bodyFlag,
});

/** One entry of ListCustomerOnDemandResources. */
const onDemandBody = z.looseObject(common);

/** What is searched for: name, id, product and specification, folded. */
const searchText = (...parts: readonly (string | null)[]): string =>
  parts.map((part) => normalise(part ?? '')).join('|');

const marks = (n: number): string => Array.from({ length: n }, () => '?').join(', ');

function ownerOf(r: ReadHandle, table: string, id: string): string | undefined {
  return r.get<{ customer_id: string }>(`SELECT customer_id FROM ${table} WHERE id = ?`, [id])?.customer_id;
}

const keepExpiry = (w: WriteHandle, customerId: string): void =>
  setNearestExpiry(w, customerId, nearestExpiry(w, customerId));

/**
 * Yearly/monthly resources. The list names no customer: each is asked for by itself, and the scope of a record is the
 * customer it was asked for.
 */
export const periodResources: Collection = {
  name: 'period_resources',
  migrations: PERIOD_MIGRATIONS,
  tables: ['period_resource'],
  parse: (body) => ({ id: readBody('period_resources', periodBody, body).resource_id }),
  project(w, id, body, context) {
    const b = readBody('period_resources', periodBody, body);
    const before = ownerOf(w, 'period_resource', id);
    w.run(
      `INSERT OR REPLACE INTO period_resource (id, customer_id, name, name_text, service, service_name, type_name, spec,
         spec_name, region, status, effective_at, expires_at, policy, parent_id, main, as_of) VALUES (${marks(17)})`,
      [
        id,
        context.scope,
        b.resource_name,
        searchText(b.resource_name, id, b.service_type_name, b.resource_type_name, b.product_spec_desc),
        b.service_type_code,
        b.service_type_name,
        b.resource_type_name,
        b.resource_spec_code,
        b.product_spec_desc,
        b.region_code,
        b.status,
        b.effective_time,
        b.expire_time,
        b.expire_policy,
        b.parent_resource_id,
        b.is_main_resource === null ? null : Number(b.is_main_resource),
        context.asOf,
      ],
    );
    keepExpiry(w, context.scope);
    if (before !== undefined && before !== context.scope) keepExpiry(w, before);
  },
  remove(w, id) {
    const owner = ownerOf(w, 'period_resource', id);
    if (owner === undefined) return;
    w.run('DELETE FROM period_resource WHERE id = ?', [id]);
    keepExpiry(w, owner);
  },
};

/** Pay-per-use resources; like the yearly/monthly ones, their scope is the customer they were asked for. */
export const onDemandResources: Collection = {
  name: 'on_demand_resources',
  migrations: ON_DEMAND_MIGRATIONS,
  tables: ['on_demand_resource'],
  parse: (body) => ({ id: readBody('on_demand_resources', onDemandBody, body).resource_id }),
  project(w, id, body, context) {
    const b = readBody('on_demand_resources', onDemandBody, body);
    w.run(
      `INSERT OR REPLACE INTO on_demand_resource (id, customer_id, name, name_text, service, service_name, type_name,
         spec, spec_name, region, status, effective_at, as_of) VALUES (${marks(13)})`,
      [
        id,
        context.scope,
        b.resource_name,
        searchText(b.resource_name, id, b.service_type_name, b.resource_type_name, b.product_spec_desc),
        b.service_type_code,
        b.service_type_name,
        b.resource_type_name,
        b.resource_spec_code,
        b.product_spec_desc,
        b.region_code,
        b.status,
        b.effective_time,
        context.asOf,
      ],
    );
  },
  remove(w, id) {
    w.run('DELETE FROM on_demand_resource WHERE id = ?', [id]);
  },
};
