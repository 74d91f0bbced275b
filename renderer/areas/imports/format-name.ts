import type { ImportEntry } from '../../../core/contract/imports.ts';
import { useWords } from '../../words/use-words.ts';

/** The name of a file's format with its version, in words. */
export function useFormatName(): (file: Pick<ImportEntry, 'format' | 'version'>) => string {
  const { t } = useWords();
  return ({ format, version }) => t(`imports.formats.${format}`, { version: version ?? '' }).trim();
}
