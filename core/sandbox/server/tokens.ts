import { createHash } from 'node:crypto';

const LIFE_MS = 24 * 3_600_000;

/** Tokens of the password way of signing in (POST /v3/auth/tokens); each lives 24 hours. */
export class Tokens {
  readonly #issued = new Map<string, { ak: string; until: number }>();

  issue(ak: string, now: number): string {
    const token = createHash('sha256')
      .update(`${ak}|${now}|${this.#issued.size}`)
      .digest('base64url')
      .repeat(4);
    this.#issued.set(token, { ak, until: now + LIFE_MS });
    return token;
  }

  /** The key a token stands for; 'expired' or undefined when it does not. */
  keyOf(token: string, now: number): string | undefined {
    const found = this.#issued.get(token);
    return found && found.until > now ? found.ak : undefined;
  }
}

interface PasswordRequest {
  auth?: { identity?: { methods?: unknown[]; password?: { user?: { name?: unknown; password?: unknown } } } };
}

/** Name and password out of a token request; null when it is of another kind. */
export function readPasswordRequest(body: Uint8Array): { name: string; password: string } | null {
  let parsed: PasswordRequest;
  try {
    parsed = JSON.parse(Buffer.from(body).toString('utf8')) as PasswordRequest;
  } catch {
    return null;
  }
  const identity = parsed?.auth?.identity;
  const user = identity?.password?.user;
  if (
    !identity?.methods?.includes('password') ||
    typeof user?.name !== 'string' ||
    typeof user.password !== 'string'
  )
    return null;
  return { name: user.name, password: user.password };
}
