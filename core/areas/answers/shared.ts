import type { AnswerAbout, CustomerAnswer } from '../../contract/answers.ts';
import type { WriteHandle } from '../../storage/store.ts';

/** What a customer said, before it is written down. */
export interface NewAnswer {
  readonly customerId: string | null;
  /** Clear name of somebody who is not in the list of customers; left out for customers. */
  readonly name?: string | null;
  readonly about: AnswerAbout;
  /** Id of the record it answers, in the area that keeps it. */
  readonly subject: string;
  readonly answer: CustomerAnswer;
  /** When the customer said it, integer ms UTC; left out = now. */
  readonly saidAt?: number;
  readonly note?: string | null;
  readonly person: string;
}

/**
 * Writes down what a customer said (guide 21), in the transaction of what follows from it; that has its own audit row.
 * The same answer to the same record, said at the same instant, is written once. @returns its id
 */
export function recordAnswer(w: WriteHandle, answer: NewAnswer): string {
  const { customerId, about, subject, person } = answer;
  const saidAt = answer.saidAt ?? w.now();
  const id = `${about}:${subject}:${answer.answer}:${saidAt}`;
  w.run(
    `INSERT INTO customer_answer (id, customer_id, name, about, subject, answer, said_at, note, person, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    [
      id,
      customerId,
      answer.name ?? null,
      about,
      subject,
      answer.answer,
      saidAt,
      answer.note ?? null,
      person,
      w.now(),
    ],
  );
  w.touch('answer');
  return id;
}

export { answersMigrations } from './schema.ts';
