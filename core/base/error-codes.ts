import { businessCodes } from './codes/business.ts';
import { connectionCodes } from './codes/connection.ts';
import { filesCodes } from './codes/files.ts';
import { outboxCodes } from './codes/outbox.ts';
import { partnerCodes } from './codes/partner.ts';
import { peopleCodes } from './codes/people.ts';
import { programCodes } from './codes/program.ts';
import type { ErrorFact } from './codes/fact.ts';

export type { ErrorFact } from './codes/fact.ts';

/**
 * Every error the program can report: what it means and what to do about it. If the advice cannot be written, the
 * error is not understood yet. Screens have their own sentence for each code in both languages (renderer/words); the
 * command line prints the meaning and the advice from here. The codes themselves are in `codes/`, by what they are about.
 */
const table = {
  ...programCodes,
  ...connectionCodes,
  ...filesCodes,
  ...peopleCodes,
  ...outboxCodes,
  ...businessCodes,
  ...partnerCodes,
} as const satisfies Record<string, ErrorFact>;

export type ErrorCode = keyof typeof table;

/** The table of all codes. */
export const ERRORS: Readonly<Record<ErrorCode, ErrorFact>> = table;
