import { Plus } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { asCoded, type CodedError } from '../../../core/base/errors.ts';
import type { ImportPreview } from '../../../core/contract/imports.ts';
import { useClient } from '../../app/desk-client.ts';
import { PageHead } from '../../app/frame/frame.tsx';
import { useAction, useLive } from '../../app/live.ts';
import { Button } from '../../ui/controls.tsx';
import { Stack } from '../../ui/stack.tsx';
import { ErrorState, FormError, Skeleton, StateText } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { History } from './history.tsx';
import { Preview } from './preview.tsx';
import { SourceCard } from './source-card.tsx';

type Step =
  | { readonly at: 'rest' }
  | { readonly at: 'reading'; readonly name: string }
  | { readonly at: 'preview'; readonly preview: ImportPreview }
  | { readonly at: 'failed'; readonly error: CodedError };

/** Imports: the folder files come from, adding one by hand (read, check, apply), and the history with undo. */
export function ImportsScreen(): ReactNode {
  const { t } = useWords();
  const client = useClient();
  const check = useAction('imports.check');
  const [step, setStep] = useState<Step>({ at: 'rest' });
  const input = useRef<HTMLInputElement>(null);
  const history = useLive('imports.history', {});

  const read = async (name: string, upload: () => Promise<string>): Promise<void> => {
    setStep({ at: 'reading', name });
    try {
      setStep({ at: 'preview', preview: await check.mutateAsync({ upload: await upload() }) });
    } catch (error) {
      setStep({ at: 'failed', error: asCoded(error) });
    }
  };

  const choose = async (): Promise<void> => {
    if (client.shell === undefined) {
      input.current?.click();
      return;
    }
    const picked = await client.shell.pick('import-files');
    if (picked !== null) await read(picked.names[0] ?? '', () => Promise.resolve(picked.token));
  };

  return (
    <>
      <PageHead
        title={t('imports.title')}
        actions={
          <>
            <input
              ref={input}
              type="file"
              className="visually-hidden"
              tabIndex={-1}
              aria-label={t('imports.choose')}
              accept=".csv,.tsv,.txt,.gz,.tgz,.tar,.zip,.xlsx"
              onChange={(event) => {
                const file = event.currentTarget.files?.[0];
                event.currentTarget.value = '';
                if (file !== undefined) void read(file.name, () => client.upload(file));
              }}
            />
            <Button
              variant="primary"
              icon={<Plus aria-hidden="true" size={14} />}
              disabled={step.at === 'reading'}
              onClick={() => void choose()}
            >
              {t('imports.add')}
            </Button>
          </>
        }
      />
      <Stack>
        {step.at === 'reading' && <StateText title={t('imports.reading', { name: step.name })} />}
        {step.at === 'failed' && <FormError error={step.error} />}
        {step.at === 'preview' && <Preview preview={step.preview} onDone={() => setStep({ at: 'rest' })} />}
        <SourceCard />
        {history.error !== null && <ErrorState error={history.error} retry={() => void history.refetch()} />}
        {history.data === undefined && history.error === null && <Skeleton lines={6} />}
        {history.data !== undefined && <History entries={history.data} />}
      </Stack>
    </>
  );
}
