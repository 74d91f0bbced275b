import { useState, type ReactNode } from 'react';
import { useAddress } from '../../app/address.ts';
import { PageHead, PrintButton } from '../../app/frame/frame.tsx';
import { useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { useReveal } from '../../app/use-reveal.ts';
import { Button, Segments } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { useWords } from '../../words/use-words.ts';
import { ContactDialog } from './contact-dialog.tsx';
import { ExportButton } from '../exports/export-button.tsx';
import { filterOf, ResellerList } from './list.tsx';
import { RequestList } from './requests.tsx';

/** The resellers of a distributor (guide section 20), and who is to become one. */
export function ResellersScreen(): ReactNode {
  const { t } = useWords();
  const may = useMay();
  const [address, go] = useAddress();
  const reveal = useReveal('resellers');
  const toReview = useLive('resellers.cooperations', { states: ['applied'] }).data?.toReview ?? 0;
  const [dialog, setDialog] = useState<'invite' | 'apply' | null>(null);
  const view = address['view'] === 'requests' ? 'requests' : 'list';
  const List = view === 'requests' ? RequestList : ResellerList;
  return (
    <>
      <PageHead
        title={t('resellers.title')}
        actions={
          <>
            <Segments
              label={t('resellers.view.label')}
              value={view}
              choices={[
                { value: 'list', label: t('resellers.view.list') },
                {
                  value: 'requests',
                  label: t('resellers.view.requests', {
                    n: toReview === 0 ? '' : formatCount(toReview),
                  }).trim(),
                },
              ]}
              onChange={(next) => go(next === 'list' ? {} : { view: next })}
            />
            {may('resellers.manage') && (
              <>
                <Button onClick={() => setDialog('apply')}>{t('resellers.act.apply')}</Button>
                <Button variant="primary" onClick={() => setDialog('invite')}>
                  {t('resellers.act.invite')}
                </Button>
              </>
            )}
            <PrintButton />
            {view === 'list' && <ExportButton list="resellers" input={filterOf(address)} />}
          </>
        }
      />
      <List address={address} go={go} reveal={reveal} />
      {dialog !== null && <ContactDialog kind={dialog} onClose={() => setDialog(null)} />}
    </>
  );
}
