import { useMemo } from 'react';
import type { Permission } from '../../core/contract/permissions.ts';
import { useDesk } from './desk.tsx';

/** Whether the acting member may do something: for leaving buttons and places out. The core decides each call itself. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useDesk().person;
  return useMemo(() => {
    const held = new Set<Permission>(permissions);
    return (permission) => held.has(permission);
  }, [permissions]);
}
