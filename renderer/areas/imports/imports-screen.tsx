import { Plus } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { asCoded, type CodedError } from '../../../core/base/errors.ts';
import type { ImportInspection, ImportMapping, ImportPreview } from '../../../core/contract/imports.ts';
import { useClient } from '../../app/desk-client.ts';
import { PageHead } from '../../app/frame/frame.tsx';
import { useAction, useLive } from '../../app/live.ts';
import { Button } from '../../ui/controls.tsx';
import { Stack } from '../../ui/stack.tsx';
import { ErrorState, FormError, Skeleton, StateText } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { History } from './history.tsx';
import { MappingForm } from './mapping-form.tsx';
import { Preview } from './preview.tsx';
import { SourceCard } from './source-card.tsx';

type Step =
  | { readonly at: 'rest' }
  | { readonly at: 'reading'; readonly name: string }
  | { readonly at: 'preview'; readonly preview: ImportPreview; readonly upload: string }
  | {
      readonly at: 'mapping';
      readonly file: ImportInspection;
      readonly upload: string;
      readonly error: CodedError | null;
    }
  | { readonly at: 'failed'; readonly error: CodedError; readonly upload: string | null };

/** Refusals that saying what the columns are can get past. */
const MAPPABLE: ReadonlySet<string> = new Set(['IMPORT_NOT_RECOGNISED', 'IMPORT_COLUMN_MISSING']);

/** Where the person is with a file, and the ways on. */
function useReading() {
  const check = useAction('imports.check');
  const inspect = useAction('imports.inspect');
  const [step, setStep] = useState<Step>({ at: 'rest' });
  return {
    step,
    rest: () => setStep({ at: 'rest' }),
    async read(name: string, upload: () => Promise<string>): Promise<void> {
      setStep({ at: 'reading', name });
      let token: string | null = null;
      try {
        token = await upload();
        setStep({ at: 'preview', preview: await check.mutateAsync({ upload: token }), upload: token });
      } catch (error) {
        setStep({ at: 'failed', error: asCoded(error), upload: token });
      }
    },
    async ask(upload: string): Promise<void> {
      try {
        setStep({ at: 'mapping', file: await inspect.mutateAsync({ upload }), upload, error: null });
      } catch (error) {
        setStep({ at: 'failed', error: asCoded(error), upload: null });
      }
    },
    async readMapped(file: ImportInspection, upload: string, mapping: ImportMapping): Promise<void> {
      setStep({ at: 'reading', name: file.name });
      try {
        setStep({ at: 'preview', preview: await check.mutateAsync({ upload, mapping }), upload });
      } catch (error) {
        setStep({ at: 'mapping', file: { ...file, mapping }, upload, error: asCoded(error) });
      }
    },
  };
}

/** What there is to see and to decide of the file at hand. */
function Reading({ reading }: { reading: ReturnType<typeof useReading> }): ReactNode {
  const { t } = useWords();
  const { step } = reading;
  switch (step.at) {
    case 'rest':
      return null;
    case 'reading':
      return <StateText title={t('imports.reading', { name: step.name })} />;
    case 'failed': {
      const { upload } = step;
      return <Failed error={step.error} onMap={upload === null ? null : () => void reading.ask(upload)} />;
    }
    case 'mapping':
      return (
        <MappingForm
          file={step.file}
          error={step.error}
          onCheck={(mapping) => void reading.readMapped(step.file, step.upload, mapping)}
          onClose={reading.rest}
        />
      );
    case 'preview':
      return (
        <Preview preview={step.preview} onMap={() => void reading.ask(step.upload)} onDone={reading.rest} />
      );
  }
}

/** Imports: the folder files come from, adding one by hand (read, check, apply), and the history with undo. */
export function ImportsScreen(): ReactNode {
  const { t } = useWords();
  const client = useClient();
  const reading = useReading();
  const input = useRef<HTMLInputElement>(null);
  const history = useLive('imports.history', {});

  const choose = async (): Promise<void> => {
    if (client.shell === undefined) {
      input.current?.click();
      return;
    }
    const picked = await client.shell.pick('import-files');
    if (picked !== null) await reading.read(picked.names[0] ?? '', () => Promise.resolve(picked.token));
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
                if (file !== undefined) void reading.read(file.name, () => client.upload(file));
              }}
            />
            <Button
              variant="primary"
              icon={<Plus aria-hidden="true" size={14} />}
              disabled={reading.step.at === 'reading'}
              onClick={() => void choose()}
            >
              {t('imports.add')}
            </Button>
          </>
        }
      />
      <Stack>
        <Reading reading={reading} />
        <SourceCard />
        {history.error !== null && <ErrorState error={history.error} retry={() => void history.refetch()} />}
        {history.data === undefined && history.error === null && <Skeleton lines={6} />}
        {history.data !== undefined && <History entries={history.data} />}
      </Stack>
    </>
  );
}

/** Why a file was refused, and the way on where saying what its columns are may help. */
function Failed(props: { error: CodedError; onMap: (() => void) | null }): ReactNode {
  const { t } = useWords();
  return (
    <div>
      <FormError error={props.error} />
      {props.onMap !== null && MAPPABLE.has(props.error.code) && (
        <Button onClick={props.onMap}>{t('imports.mapping.offer')}</Button>
      )}
    </div>
  );
}
