import { z } from 'zod';
import { instant, page, pageLimit, query } from './define.ts';

/**
 * What customers said, as somebody here wrote it down (guide 21): Partner Desk is the partner's program and never acts as
 * the customer.
 */
export const answerAbout = z.enum(['association', 'disassociation', 'authorization']);
export type AnswerAbout = z.infer<typeof answerAbout>;

export const customerAnswer = z.enum(['requested', 'agreed', 'refused', 'revoked', 'withdrawn', 'known']);
export type CustomerAnswer = z.infer<typeof customerAnswer>;

export const answerRow = z.object({
  id: z.string(),
  customerId: z.string().nullable(),
  /** Masked unless revealed for view 'association'; empty when nobody knows it. */
  customerName: z.string(),
  association: z.string().nullable(),
  about: answerAbout,
  answer: customerAnswer,
  /** When the customer said it. */
  saidAt: instant,
  note: z.string().nullable(),
  /** Who wrote it down, and when. */
  person: z.string(),
  recordedAt: instant,
});
export type AnswerRow = z.infer<typeof answerRow>;

export const answersContract = {
  /** Newest first, by when they were written down. */
  'answers.list': query(
    ['answer', 'customers'],
    z.strictObject({
      customerId: z.string().max(64).optional(),
      about: answerAbout.optional(),
      /** Id of the last answer of the page before. */
      after: z.string().max(64).optional(),
      limit: pageLimit.default(100),
      revealId: z.string().max(64).optional(),
    }),
    page(answerRow),
  ),
};
