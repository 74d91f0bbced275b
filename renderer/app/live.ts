import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { CodedError } from '../../core/base/errors.ts';
import {
  contract,
  type ActionName,
  type InputOf,
  type OutputOf,
  type QueryName,
} from '../../core/contract/index.ts';
import { confirmed } from './confirm.ts';
import { useClient, type DeskClient, type Link } from './desk-client.ts';

/** Names of the queries that read at least one of the changed collections. */
export function queriesThatRead(collections: readonly string[]): ReadonlySet<string> {
  const changed = new Set(collections);
  const names = Object.entries(contract).filter(
    ([, definition]) => definition.kind === 'query' && definition.reads.some((name) => changed.has(name)),
  );
  return new Set(names.map(([name]) => name));
}

/** Runs live queries again when the core says that what they read has changed, and all of them after a new link. */
export function followChanges(client: DeskClient, cache: QueryClient): () => void {
  const stopChanges = client.onChange((notice) => {
    const names = queriesThatRead(notice.collections);
    void cache.invalidateQueries({ predicate: (query) => names.has(String(query.queryKey[0])) });
  });
  let wasLost = false;
  const stopLink = client.onLink((link) => {
    if (link === 'lost') wasLost = true;
    else if (link === 'open' && wasLost) {
      wasLost = false;
      void cache.invalidateQueries();
    }
  });
  return () => {
    stopChanges();
    stopLink();
  };
}

/**
 * The answer of a query, kept up to date. While input changes the previous answer stays on screen; `data` is undefined
 * only before the first answer. Errors are CodedError.
 */
export function useLive<N extends QueryName>(
  name: N,
  input: InputOf<N>,
  options: { enabled?: boolean } = {},
): UseQueryResult<OutputOf<N>, CodedError> {
  const client = useClient();
  return useQuery<OutputOf<N>, CodedError>({
    queryKey: [name, input],
    queryFn: () => client.call(name, input),
    placeholderData: keepPreviousData as never,
    enabled: options.enabled ?? true,
  });
}

type PagedName = {
  [N in QueryName]: OutputOf<N> extends { rows: unknown[]; next: string | null } ? N : never;
}[QueryName];
export type RowOf<N extends PagedName> = OutputOf<N>['rows'][number];

export interface LivePages<R> {
  readonly rows: readonly R[];
  readonly loaded: boolean;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly error: CodedError | null;
  readonly more: () => void;
  readonly retry: () => void;
}

/** A keyset list as it grows: `more()` reads the next page. A change reruns the pages read so far. */
export function useLivePages<N extends PagedName>(
  name: N,
  input: Omit<InputOf<N>, 'after'>,
): LivePages<RowOf<N>> {
  const client = useClient();
  const query = useInfiniteQuery<
    OutputOf<N>,
    CodedError,
    readonly RowOf<N>[],
    readonly unknown[],
    string | null
  >({
    queryKey: [name, input],
    queryFn: ({ pageParam }) =>
      client.call(name, (pageParam === null ? input : { ...input, after: pageParam }) as InputOf<N>),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData as never,
    select: (data) => data.pages.flatMap((page) => page.rows as RowOf<N>[]),
  });
  const rows = query.data;
  return {
    rows: useMemo(() => rows ?? [], [rows]),
    loaded: rows !== undefined,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    error: query.error,
    more: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}

/**
 * Carries out an action, after the PIN where the core asks for it. Screens follow through the change stream; nothing
 * optimistic is shown.
 */
export function useAction<N extends ActionName>(
  name: N,
): UseMutationResult<OutputOf<N>, CodedError, InputOf<N>> {
  const client = useClient();
  const cache = useQueryClient();
  return useMutation<OutputOf<N>, CodedError, InputOf<N>>({
    mutationFn: (input) => confirmed(() => client.call(name, input)),
    onSuccess: () => {
      if (name.startsWith('desk.')) void cache.invalidateQueries();
    },
  });
}

/** Whether the core answers. */
export function useLink(): Link {
  const client = useClient();
  return useSyncExternalStore(
    (notify) => client.onLink(notify),
    () => client.link(),
  );
}

/** True once `active` has lasted 300 ms: only then a skeleton is shown (product-expectations section 3). */
export function useSlow(active: boolean, afterMs = 300): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!active) return undefined;
    const timer = setTimeout(() => setSlow(true), afterMs);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [active, afterMs]);
  return active && slow;
}
