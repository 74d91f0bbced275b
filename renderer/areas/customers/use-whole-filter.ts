import { useState } from 'react';
import type { InputOf } from '../../../core/contract/index.ts';
import { useClient } from '../../app/desk-client.ts';
import { formatCount } from '../../ui/format.ts';
import { useWords } from '../../words/use-words.ts';

/** Everything a filter finds, to be chosen at once: what the selection bar offers while less is chosen. */
interface WholeFilter {
  readonly label: string;
  readonly busy: boolean;
  readonly onSelect: () => void;
}

/**
 * @param count how many customers the filter finds; undefined while it is not known
 * @param most how many can be chosen at once
 * @returns undefined when everything that can be is chosen already
 */
export function useWholeFilter(props: {
  readonly input: InputOf<'customers.ids'>;
  readonly count: number | undefined;
  readonly chosen: number;
  readonly most: number;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}): WholeFilter | undefined {
  const { t } = useWords();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const { input, count, chosen, most, onChange } = props;
  const reach = Math.min(count ?? 0, most);
  if (count === undefined || chosen === 0 || chosen >= reach) return undefined;
  return {
    label:
      count > most
        ? t('common.selection.first', { n: formatCount(most), of: formatCount(count) })
        : t('common.selection.whole', { n: formatCount(count) }),
    busy,
    onSelect: () => {
      setBusy(true);
      void client
        .call('customers.ids', input)
        .then(({ ids }) => onChange(new Set(ids)))
        .finally(() => setBusy(false));
    },
  };
}
