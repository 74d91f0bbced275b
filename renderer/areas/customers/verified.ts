import { en } from '../../words/index.ts';
import { useWords } from '../../words/use-words.ts';

type Known = keyof typeof en.customers.verified;

/** The real-name status of the API in words; a code the program does not know is shown as it came. */
export function useVerifiedWord(): (code: string | null) => string | null {
  const { t } = useWords();
  return (code) =>
    code !== null && code in en.customers.verified ? t(`customers.verified.${code as Known}`) : code;
}
