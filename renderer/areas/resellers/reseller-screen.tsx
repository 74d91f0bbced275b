import { Link, useParams } from '@tanstack/react-router';
import { ChevronRight, Eye, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OutputOf } from '../../../core/contract/index.ts';
import { PageHead, PrintButton } from '../../app/frame/frame.tsx';
import { useLive } from '../../app/live.ts';
import { useReveal } from '../../app/use-reveal.ts';
import { Button } from '../../ui/controls.tsx';
import { MoreButton } from '../../ui/more-menu.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from '../customers/customer.module.css';
import { ContactCard, FiguresCard, HistoryCard, ManagersCard, PermissionsCard } from './reseller-cards.tsx';
import { useResellerActions } from './reseller-actions.tsx';
import { CooperationWord } from './values.tsx';

type Details = NonNullable<OutputOf<'resellers.get'>>;

function Crumb(): ReactNode {
  const { t } = useWords();
  return (
    <span className={css.crumb}>
      <Link to="/resellers">{t('resellers.title')}</Link>
      <ChevronRight aria-hidden="true" size={14} />
    </span>
  );
}

function Page(props: { details: Details; reveal: ReturnType<typeof useReveal> }): ReactNode {
  const { t } = useWords();
  const { details, reveal } = props;
  const { row } = details;
  const actions = useResellerActions(false);
  const entries = actions.entries(row);
  const open = reveal.shown.has('name');
  const columns = ['name', 'account', 'phone', 'email', 'manager'];
  return (
    <>
      <PageHead
        title={row.name === '' ? row.account : row.name}
        before={<Crumb />}
        note={
          <span className={css.note}>
            <code>{row.id}</code>
            <CooperationWord state={row.status} pending={row.pendingStep} />
          </span>
        }
        actions={
          <>
            {entries.length > 0 && <MoreButton label={t('common.more')} entries={() => entries} />}
            <Button
              aria-pressed={open}
              icon={open ? <EyeOff aria-hidden="true" size={14} /> : <Eye aria-hidden="true" size={14} />}
              onClick={() => {
                for (const column of columns) if (reveal.shown.has(column) === open) reveal.toggle(column);
              }}
            >
              {open ? t('resellers.page.hide') : t('resellers.page.reveal')}
            </Button>
            <PrintButton />
          </>
        }
      />
      <div className={css.grid}>
        <PermissionsCard row={row} />
        <FiguresCard row={row} />
        <ContactCard row={row} />
        <ManagersCard details={details} />
        <HistoryCard details={details} />
      </div>
      {actions.dialogs}
    </>
  );
}

/** One reseller (guide 20): what it may do, what its customers come to, who looks after it, what was decided. */
export function ResellerScreen(): ReactNode {
  const { t } = useWords();
  const { id } = useParams({ from: '/resellers/$id' });
  const reveal = useReveal('resellers');
  const { data, error, refetch } = useLive('resellers.get', {
    id,
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  if (data === null || (data === undefined && error !== null) || data === undefined)
    return (
      <>
        <PageHead title={id} before={<Crumb />} />
        {data === null ? (
          <StateText
            title={t('resellers.page.notFound')}
            reason={t('resellers.page.notFoundReason')}
            action={<Link to="/resellers">{t('resellers.page.toList')}</Link>}
          />
        ) : error === null ? (
          <Skeleton lines={10} />
        ) : (
          <ErrorState error={error} retry={() => void refetch()} />
        )}
      </>
    );
  return <Page key={id} details={data} reveal={reveal} />;
}
