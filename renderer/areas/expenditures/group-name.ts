import type { Dimension } from '../../../core/contract/expenditures.ts';
import { formatPeriod } from '../../ui/format.ts';
import { en } from '../../words/index.ts';
import { useWords } from '../../words/use-words.ts';

const isKnown = <T extends object>(table: T, key: string): key is Extract<keyof T, string> =>
  Object.hasOwn(table, key);

/** The words of a group: a month by the calendar, codes the program knows by name, the rest by label or as they came. */
export function useGroupName(): (by: Dimension, key: string, label: string | null) => string {
  const { t, language } = useWords();
  return (by, key, label) => {
    if (by === 'month') return formatPeriod(key, language);
    if (by === 'mode' && isKnown(en.expenditures.modes, key)) return t(`expenditures.modes.${key}`);
    if (by === 'kind' && isKnown(en.expenditures.kinds, key)) return t(`expenditures.kinds.${key}`);
    if (by === 'manager' && key === '') return t('expenditures.unassigned');
    if (label !== null && label !== '') return label;
    return key === '' ? t('expenditures.unnamed') : key;
  };
}
