import { Check, Copy } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { IconButton } from './controls.tsx';

/** Puts a value on the clipboard and says so. @param label what the button is called, such as 'Copy customer ID' */
export function CopyButton(props: { value: string; label: string }): ReactNode {
  const { t } = useWords();
  const [copied, setCopied] = useState<string | null>(null);
  const now = copied === props.value;
  return (
    <>
      <IconButton
        label={props.label}
        onClick={() => {
          void navigator.clipboard.writeText(props.value).then(
            () => setCopied(props.value),
            () => setCopied(null),
          );
        }}
      >
        {now ? <Check aria-hidden="true" size={13} /> : <Copy aria-hidden="true" size={13} />}
      </IconButton>
      <span role="status" className="visually-hidden">
        {now ? t('tasks.panel.copied') : ''}
      </span>
    </>
  );
}
