import { CONVERSIONS, REGIONS, SERVICES, UNITS, type Service } from '../world/catalog.ts';
import { ok, refuse, type Answer } from '../server/answer.ts';
import type { Call, Handlers } from '../server/call.ts';

const serviceName = (call: Call, service: Service): string => call.named(service.en, service.zh);
const resourceName = (call: Call, service: Service): string =>
  call.named(service.resourceEn, service.resourceZh);

function serviceTypes(call: Call): Answer {
  const name = call.text('service_type_name')?.toLowerCase();
  const list = (): readonly Service[] =>
    SERVICES.filter((s) => name === undefined || serviceName(call, s).toLowerCase().includes(name));
  return call.page(
    '',
    list,
    (s) => s.code,
    (s) => ({
      service_type_name: serviceName(call, s),
      service_type_code: s.code,
      abbreviation: s.short,
    }),
  );
}

function resourceTypes(call: Call): Answer {
  return call.page(
    '',
    () => SERVICES,
    (s) => s.resource,
    (s) => ({
      resource_type_code: s.resource,
      resource_type_name: resourceName(call, s),
      resource_type_desc: `${s.en}: ${s.resourceEn}`,
      service_type_code: s.code,
    }),
  );
}

function serviceResources(call: Call): Answer {
  const code = call.required('service_type_code');
  return call.page(
    '',
    () => SERVICES.filter((s) => s.code === code),
    (s) => s.resource,
    (s) => ({
      basic_info: {
        resource_type_code: s.resource,
        product_owner_service: s.code,
        name: resourceName(call, s),
        description: s.resourceEn,
      },
    }),
  );
}

function usageTypes(call: Call): Answer {
  const code = call.text('resource_type_code');
  return call.page(
    '',
    () => SERVICES.filter((s) => code === undefined || s.resource === code),
    (s) => s.code,
    (s) => ({
      code: s.usageType,
      name: s.usageType,
      resource_type_code: s.resource,
      service_type_code: s.code,
      resource_type_name: resourceName(call, s),
      service_type_name: serviceName(call, s),
    }),
  );
}

function measureUnits(call: Call): Answer {
  return ok({
    measure_units: UNITS.map((unit) => ({
      measure_id: unit.id,
      measure_name: call.named(unit.en, unit.zh),
      abbreviation: unit.short,
      measure_type: unit.type,
    })),
  });
}

function conversions(call: Call): Answer {
  const type = call.integer('measure_type');
  return ok({
    conversions: CONVERSIONS.filter((c) => type === undefined || c.type === type).map((c) => ({
      measure_id: c.from,
      ref_measure_id: c.to,
      conversion_ratio: c.ratio,
      measure_type: c.type,
    })),
  });
}

/** The one list with a marker instead of an offset. */
function resourceSpecs(call: Call): Answer {
  const service = SERVICES.find(
    (s) => s.code === call.text('cloud_service_type') && s.resource === call.text('resource_type'),
  );
  const region = REGIONS.find((r) => r.code === call.text('region_code'));
  const filters = call.list('filters') ?? [];
  if (filters.length > 1) return refuse('CBC.0100', 'Parameter error. Invalid parameter: filters.');
  const filter = filters[0];
  const spec = typeof filter === 'object' && !Array.isArray(filter) ? filter['value'] : undefined;
  const limit = call.integer('limit') ?? 100;
  if (limit < 1) return refuse('CBC.0100', 'Parameter error. Invalid parameter: limit.');
  const all = service && region ? service.products.filter((p) => spec === undefined || p.spec === spec) : [];
  const marker = call.text('marker');
  const from = marker === undefined ? 0 : all.findIndex((p) => p.spec === marker) + 1;
  const page = all.slice(from, from + limit);
  const more = from + limit < all.length;
  return ok({
    page_info: { next_marker: more ? (page.at(-1)?.spec ?? null) : null },
    cloud_service_basics: page.map((p) => ({
      cloud_service_type: service?.code ?? '',
      cloud_service_type_name: service ? serviceName(call, service) : '',
      resource_type: service?.resource ?? '',
      resource_type_name: service ? resourceName(call, service) : '',
      resource_spec: p.spec,
      resource_spec_name: p.name,
      charge_mode: call.required('charge_mode'),
      region_code: region?.code ?? '',
    })),
  });
}

export const dictionaryHandlers: Handlers = {
  ListServiceTypes: serviceTypes,
  ListResourceTypes: resourceTypes,
  ListServiceResources: serviceResources,
  ListUsageTypes: usageTypes,
  ListMeasureUnits: measureUnits,
  ListConversions: conversions,
  ListResourceSpecs: resourceSpecs,
};
