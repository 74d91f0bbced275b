import type { ReactNode } from 'react';
export function CustomerScreen(): ReactNode { return null; }
