import { createHash } from 'node:crypto';

/** Names a Partner Center and an access key without revealing either. */
export function identityOf(endpoint: string, ak: string): string {
  return createHash('sha256').update(`${endpoint}\n${ak}`).digest('hex').slice(0, 32);
}
