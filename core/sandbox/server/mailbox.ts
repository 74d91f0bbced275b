/** Verification codes sent by e-mail; the control endpoint shows them, as no mail leaves the sandbox. */
export class Mailbox {
  readonly #sent: { email: string; code: string; at: number; validUntil: number }[] = [];

  /** How many were sent to the address since an instant. */
  sentSince(email: string, since: number): number {
    return this.#sent.filter((mail) => mail.email === email && mail.at > since).length;
  }

  send(email: string, code: string, at: number, validUntil: number): void {
    this.#sent.push({ email, code, at, validUntil });
  }

  isValid(email: string, code: string, now: number): boolean {
    return this.#sent.some((mail) => mail.email === email && mail.code === code && mail.validUntil >= now);
  }

  all(): readonly { email: string; code: string; at: number; validUntil: number }[] {
    return this.#sent;
  }
}
