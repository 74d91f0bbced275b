import { Download } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useLive } from '../../app/live.ts';
import { Button } from '../../ui/controls.tsx';
import { useWords } from '../../words/use-words.ts';
import { ExportDialog, type ExportOf } from './export-dialog.tsx';

/**
 * "Export" above a list; left out for a list the acting member may not export. The dialog is made anew each time, so
 * that nothing of an earlier export is chosen in it.
 */
export function ExportButton(props: { list: string } & ExportOf): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const lists = useLive('exports.lists', {});
  const list = lists.data?.find((one) => one.list === props.list);
  if (list === undefined) return null;
  return (
    <>
      <Button icon={<Download aria-hidden="true" size={14} />} onClick={() => setOpened(true)}>
        {t('exports.button')}
      </Button>
      {opened && <ExportDialog list={list} of={props} onClose={() => setOpened(false)} />}
    </>
  );
}
