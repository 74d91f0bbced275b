import type { Permission } from '../../core/contract/permissions.ts';

type Dashed<P extends string> = P extends `${infer A}.${infer B}` ? `${A}-${B}` : P;

/** The key of a permission's words: keys have no dots. */
export function permissionKey<P extends Permission>(permission: P): Dashed<P> {
  return permission.replace('.', '-') as Dashed<P>;
}
