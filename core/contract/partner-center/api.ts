import document from './api.json' with { type: 'json' };

/** A field of a request or an answer, as the documentation types it. `decimal` and `number` are JSON numbers. */
export interface ApiField {
  readonly type: string;
  readonly required?: boolean;
  readonly enum?: string;
  readonly items?: string;
  readonly fields?: Readonly<Record<string, ApiField>>;
}

export interface ApiParameter extends ApiField {
  readonly name: string;
  readonly in: 'query' | 'path' | 'body' | 'header';
  readonly required: boolean;
  /** Longest text, largest number or most items. */
  readonly max?: number;
}

/**
 * Who may call: `partner` and `distributor` with the partner's own key, `both` with the partner's or a customer's,
 * `customer` with a customer's token only, `accountInPath` the account that the path names.
 */
export type ApiCaller = 'partner' | 'distributor' | 'both' | 'customer' | 'accountInPath';

export interface ApiPaging {
  readonly style: 'offset' | 'marker';
  readonly limitDefault?: number;
  readonly limitMax?: number;
  readonly offsetMax?: number;
  readonly totalField?: string;
  readonly itemsField?: string;
}

export interface ApiOperation {
  readonly operationId: string;
  readonly area: string;
  readonly kind: 'read' | 'write';
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly caller: ApiCaller;
  /** An operator needs one of these; empty = open to all operators. */
  readonly permissions: readonly string[];
  /** Documented (or usual) limit, calls per second per parent account. */
  readonly perSecond: number;
  readonly paging: ApiPaging | null;
  readonly params: readonly ApiParameter[];
  readonly success: number;
  readonly response: Readonly<Record<string, ApiField>>;
  /** [HTTP status, code] pairs documented for this operation. */
  readonly errors: readonly (readonly [number, string])[];
}

export interface PartnerCenterApi {
  readonly clockSkewMinutes: number;
  /** Documented values of each enum, as text whatever the JSON type of the field. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly errors: readonly { readonly code: string; readonly http: number; readonly meaning: string }[];
  readonly operations: readonly ApiOperation[];
}

/** The documented Partner Center API (international site), a table of facts without prose. */
export const partnerCenterApi = document as unknown as PartnerCenterApi;

const byId = new Map(partnerCenterApi.operations.map((operation) => [operation.operationId, operation]));

/** The operation with this id, or undefined. */
export function findOperation(operationId: string): ApiOperation | undefined {
  return byId.get(operationId);
}
