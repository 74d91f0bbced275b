import type { ReactNode } from 'react';
export function CustomersScreen(): ReactNode { return null; }
