import { useQueries } from '@tanstack/react-query';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { CustomerName } from '../ui/model-mark.tsx';
import { useClient } from './desk-client.ts';

/** As many customers as one question takes (the contract's limit). */
const AT_ONCE = 500;

type Models = ReadonlyMap<string, string>;
const NONE: Models = new Map();
const Context = createContext<Models>(NONE);

function useModels(ids: readonly (string | null)[]): Models {
  const client = useClient();
  const key = [...new Set(ids.filter((id) => id !== null && id !== ''))].join(' ');
  const chunks = useMemo(() => {
    const all = key === '' ? [] : key.split(' ');
    return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, i) =>
      all.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
    );
  }, [key]);
  return useQueries({
    queries: chunks.map((chunk) => ({
      queryKey: ['association.models', { ids: chunk }],
      queryFn: () => client.call('association.models', { ids: chunk }),
    })),
    combine: (answers) => {
      const found = answers.flatMap(({ data }) => Object.entries(data ?? {}));
      return found.length === 0 ? NONE : new Map(found);
    },
  });
}

/**
 * Around a list that names customers: knows their transaction models (guide 5.0), so that `NamedCustomer` can mark them.
 * Asked beside the list; no list waits for it.
 */
export function CustomerModels(props: { ids: readonly (string | null)[]; children: ReactNode }): ReactNode {
  const models = useModels(props.ids);
  return <Context value={models}>{props.children}</Context>;
}

/** A customer's name with the mark of its model, inside `CustomerModels`. */
export function NamedCustomer(props: { id: string | null; name: string }): ReactNode {
  const models = useContext(Context);
  const { id, name } = props;
  const association = id === null ? null : (models.get(id) ?? null);
  return <CustomerName association={association} name={name} />;
}
