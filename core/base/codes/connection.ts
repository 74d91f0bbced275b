import type { ErrorFact } from './fact.ts';

/** The Partner Center: how it is reached, and what it answered. */
export const connectionCodes = {
  ENDPOINT_INVALID: {
    meaning: 'The address is not a valid endpoint.',
    advice: 'Use https://bss-intl.myhuaweicloud.com, or http on this machine only.',
    exit: 64,
  },
  ENDPOINT_UNREACHABLE: {
    meaning: 'The Partner Center does not answer at this address.',
    advice: 'Check the network and the endpoint.',
    exit: 69,
  },
  ENDPOINT_NOT_PARTNER_CENTER: {
    meaning: 'What answers at this address is not a Partner Center.',
    advice: 'Check the endpoint.',
    exit: 69,
  },
  CREDENTIALS_REFUSED: {
    meaning: 'The access key or the secret key was refused.',
    advice: 'Check AK and SK; create a new pair in the Partner Center if in doubt.',
    exit: 77,
  },
  CREDENTIALS_MISSING: {
    meaning: 'The secret key of this workspace is not in the key store.',
    advice: 'Connect the Partner Center again.',
    exit: 77,
  },
  CLOCK_OFF: {
    meaning: 'The clock of this machine differs too much from the Partner Center.',
    advice: 'Correct date and time of this machine (15 minutes are accepted).',
    exit: 69,
  },
  PERMISSION_MISSING: {
    meaning: 'The key is valid but lacks a permission.',
    advice: 'Have an administrator grant the named permission in the Partner Center.',
    exit: 77,
  },
  SYNC_RUNNING: {
    meaning: 'A sync is already running.',
    advice: 'Wait until it ends, or cancel it.',
    exit: 75,
  },
  SYNC_DELETE_BRAKE: {
    meaning: 'Unusually many records would vanish.',
    advice: 'Nothing was removed; check the Partner Center, then decide.',
    exit: 75,
  },
  SYNC_CANCELLED: {
    meaning: 'The sync was cancelled.',
    advice: 'It goes on where it stopped the next time.',
    exit: 75,
  },
  UPSTREAM_REFUSED: { meaning: 'The Partner Center refused the request.', advice: 'See its code.', exit: 76 },
  UPSTREAM_BUSY: {
    meaning: 'The Partner Center asks to slow down.',
    advice: 'It is tried again by itself.',
    exit: 75,
  },
  UPSTREAM_FAILED: {
    meaning: 'The Partner Center failed.',
    advice: 'It is tried again by itself.',
    exit: 75,
  },
  UPSTREAM_UNREADABLE: {
    meaning: 'The answer of the Partner Center was not understood.',
    advice: 'Nothing was changed; try again later.',
    exit: 76,
  },
} as const satisfies Record<string, ErrorFact>;
