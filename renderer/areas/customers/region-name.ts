import { useMemo } from 'react';
import { regionsOfPrefix } from '../../../core/base/calling-codes.ts';
import { useWords } from '../../words/use-words.ts';

/** A list may hold either: the Partner Center's telephone prefix, or a country code of two letters. */
const ISO = /^[A-Z]{2}$/;

/**
 * The country or region of a customer in words. The Partner Center gives the prefix of the mobile number; one that
 * nobody knows is shown as it came.
 */
export function useRegionName(): (code: string | null) => string | null {
  const { language } = useWords();
  return useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
    const list = new Intl.ListFormat(language, { type: 'disjunction', style: 'narrow' });
    return (code) => {
      if (code === null || code === '') return null;
      const regions = ISO.test(code) ? [code] : regionsOfPrefix(code);
      return regions.length === 0 ? code : list.format(regions.map((region) => names.of(region) ?? region));
    };
  }, [language]);
}
