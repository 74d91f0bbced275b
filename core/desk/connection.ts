import { z } from 'zod';
import { CodedError } from '../base/errors.ts';
import type { ConnectionReport, PartnerCenter } from '../sources/source.ts';
import type { Setting } from '../storage/settings.ts';
import type { DeskOptions } from './options.ts';

/** How a workspace reaches its Partner Center. The secret key is not here: it is in the secret store. */
const saved = z.object({ endpoint: z.string(), ak: z.string() });
export type SavedConnection = z.infer<typeof saved>;

/** The ledger's setting; null while a workspace works from files alone. */
export const CONNECTION: Setting<SavedConnection | null> = {
  key: 'connection',
  schema: saved.nullable(),
  fallback: null,
};

/** The ledger's setting: the folder usage and bill files are read from. */
export const FILES_DIR: Setting<string | null> = {
  key: 'filesDir',
  schema: z.string().nullable(),
  fallback: null,
};

export interface Keys {
  readonly endpoint: string;
  readonly ak: string;
  readonly sk: string;
}

type Ports = Pick<DeskOptions, 'clock' | 'timers' | 'random'>;

/** Makes the client of a Partner Center. The connector is loaded when it is first needed. @throws CodedError ENDPOINT_INVALID */
export async function partnerCenter(keys: Keys, ports: Ports): Promise<PartnerCenter> {
  const { createPartnerCenter } = await import('../sources/partner-center/client.ts');
  return createPartnerCenter({
    endpoint: keys.endpoint,
    keys: { accessKey: keys.ak, secretKey: keys.sk },
    clock: ports.clock,
    timers: ports.timers,
    random: ports.random,
  });
}

/**
 * Tries a connection; nothing is saved.
 * @throws CodedError ENDPOINT_*, CREDENTIALS_REFUSED, CLOCK_OFF, PERMISSION_MISSING, UPSTREAM_*
 */
export async function tryConnection(keys: Keys, ports: Ports): Promise<ConnectionReport> {
  const center = await partnerCenter(keys, ports);
  try {
    return await center.testConnection();
  } finally {
    await center.close();
  }
}

/**
 * A Partner Center that is made when it is first called: opening a workspace waits neither for keys nor for a sandbox.
 * A failed making is tried again at the next call.
 */
export function lazyPartnerCenter(
  known: { endpoint: string; identity: string },
  make: () => Promise<PartnerCenter>,
): PartnerCenter {
  let made: Promise<PartnerCenter> | undefined;
  let state: ReturnType<PartnerCenter['exportState']> | undefined;
  let closed = false;
  const get = (): Promise<PartnerCenter> => {
    if (closed) return Promise.reject(new CodedError('CORE_RESTARTED'));
    made ??= make().then(
      (center) => {
        if (state) center.importState(state);
        ready = center;
        return center;
      },
      (error: unknown) => {
        made = undefined;
        throw error;
      },
    );
    return made;
  };
  let ready: PartnerCenter | undefined;
  return {
    endpoint: known.endpoint,
    identity: known.identity,
    call: async (id, input, options) => (await get()).call(id, input, options),
    send: async (id, input, options) => (await get()).send(id, input, options),
    testConnection: async (signal) => (await get()).testConnection(signal),
    exportState: () => ready?.exportState() ?? state ?? {},
    importState: (given) => {
      state = given;
      ready?.importState(given);
    },
    async close() {
      closed = true;
      await (await made?.catch(() => undefined))?.close();
    },
  };
}
