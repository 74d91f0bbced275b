import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** What stands after the ? of a place: plain text per name, nothing quoted, so that people can read and share it. */
export type Address = Readonly<Record<string, string>>;

export function parseAddress(search: string): Address {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Writes names in the order given; empty and absent values are left out. */
export function writeAddress(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') params.set(name, value);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** The address of this place and a way to replace it (filters are not steps of the history). */
export function useAddress(): readonly [Address, (next: Address) => void] {
  const search = useSearch({ strict: false }) as Address;
  const navigate = useNavigate();
  const replace = useCallback(
    (next: Address) => void navigate({ to: '.', search: next, replace: true }),
    [navigate],
  );
  return [search, replace];
}
