import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { Language } from '../../core/contract/desk.ts';

export interface WordsOf {
  readonly t: TFunction;
  readonly language: Language;
}

/** The translator and the language of the page. */
export function useWords(): WordsOf {
  const { t, i18n } = useTranslation();
  return { t, language: i18n.language === 'zh-CN' ? 'zh-CN' : 'en' };
}
