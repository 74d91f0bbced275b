import { useState, type ReactNode } from 'react';
import type { RegistrationRow } from '../../../core/contract/development.ts';
import type { OutputOf } from '../../../core/contract/index.ts';
import { useAddress, type Address } from '../../app/address.ts';
import { PageHead } from '../../app/frame/frame.tsx';
import { useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { useReveal, type RevealOf } from '../../app/use-reveal.ts';
import { Button } from '../../ui/controls.tsx';
import { PanelScreen } from '../../ui/side-panel.tsx';
import { StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { CreateDialog } from './create-form.tsx';
import css from './development.module.css';
import { Flow } from './flow.tsx';
import { HistoryList } from './history-list.tsx';
import { InvitationPanel } from './invitation-panel.tsx';
import { InvitationsList } from './invitations-list.tsx';
import { InviteDialog } from './invite-form.tsx';
import { PartnerDialog } from './partner-form.tsx';
import { PendingCreations } from './pending-creations.tsx';
import { EMPTY, RegisterDialog, type Draft } from './register-form.tsx';
import { RegistrationPanel } from './registration-panel.tsx';
import { RegistrationsList } from './registrations-list.tsx';

const VIEWS = ['registrations', 'invitations', 'history', 'flow'] as const;
type View = (typeof VIEWS)[number];
type Summary = OutputOf<'development.summary'>;

/** The dialog that is open, with what it begins with. */
type Open =
  | { readonly is: 'register'; readonly first: Draft }
  | { readonly is: 'invite'; readonly rows: readonly RegistrationRow[] }
  | { readonly is: 'partner' }
  | { readonly is: 'create' }
  | null;

function Tabs(props: { now: View; go: (next: Address) => void }): ReactNode {
  const { t } = useWords();
  return (
    <nav className={css.tabs} aria-label={t('development.tab.label')}>
      {VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          className={css.tab}
          aria-current={props.now === view ? 'page' : undefined}
          onClick={() => props.go(view === 'registrations' ? {} : { view })}
        >
          {t(`development.tab.${view}`)}
        </button>
      ))}
    </nav>
  );
}

/** What is missing before anything can be pre-registered, with the way to it. */
function Missing(props: { summary: Summary | undefined; onOpen: () => void }): ReactNode {
  const { t } = useWords();
  const may = useMay();
  const first = props.summary?.missing[0];
  if (first === undefined) return null;
  return (
    <div className={css.notice} role="status">
      <StatusWord tone="act">{t(`development.missing.${first}`)}</StatusWord>
      {may('desk.manage') && <Button onClick={props.onOpen}>{t('development.missing.open')}</Button>}
    </div>
  );
}

function Head(props: { summary: Summary | undefined; onOpen: (open: Open) => void }): ReactNode {
  const { t } = useWords();
  const may = useMay();
  const { summary, onOpen } = props;
  const full = summary !== undefined && summary.open >= summary.limit;
  const ready = summary !== undefined && summary.missing.length === 0;
  return (
    <PageHead
      title={t('development.title')}
      {...(summary === undefined
        ? {}
        : {
            note: t(full ? 'development.noteFull' : 'development.note', {
              open: summary.open,
              limit: summary.limit,
            }),
          })}
      actions={
        <>
          {may('desk.manage') && (
            <Button onClick={() => onOpen({ is: 'partner' })}>{t('development.act.partner')}</Button>
          )}
          <Button onClick={() => onOpen({ is: 'create' })}>{t('development.act.create')}</Button>
          <Button
            disabled={summary === undefined || summary.missing.includes('permission')}
            onClick={() => onOpen({ is: 'invite', rows: [] })}
          >
            {t('development.act.invite')}
          </Button>
          <Button
            variant="primary"
            disabled={!ready || full}
            onClick={() => onOpen({ is: 'register', first: EMPTY })}
          >
            {t('development.act.register')}
          </Button>
        </>
      }
    />
  );
}

/** What may be entered anew from a record: what is masked stays out. */
function draftOf(row: RegistrationRow, shown: ReadonlySet<string>): Draft {
  const clear = (column: string, value: string | null): string => (shown.has(column) ? (value ?? '') : '');
  return {
    ...EMPTY,
    name: clear('name', row.name),
    country: row.country,
    contact: clear('contact', row.contact),
    mobile: clear('mobile', row.mobile),
    email: clear('email', row.email),
    account: clear('account', row.account),
    industry: row.industry ?? '',
    website: row.website ?? '',
    products: row.products ?? '',
    amount: row.expected?.amount ?? '',
    currency: row.expected?.currency ?? EMPTY.currency,
    tag: row.tag ?? '',
    remark: row.remark ?? '',
  };
}

function Dialogs(props: {
  open: Open;
  summary: Summary | undefined;
  close: () => void;
  onRegistered: (id: string) => void;
  onInvited: (ids: readonly string[]) => void;
}): ReactNode {
  const { open, summary, close } = props;
  if (open === null || summary === undefined) return null;
  switch (open.is) {
    case 'register':
      return <RegisterDialog opened first={open.first} onSaved={props.onRegistered} onClose={close} />;
    case 'invite':
      return (
        <InviteDialog
          opened
          rows={open.rows}
          partner={summary.partner}
          onSaved={props.onInvited}
          onClose={close}
        />
      );
    case 'partner':
      return (
        <PartnerDialog opened partner={summary.partner} distributor={summary.distributor} onClose={close} />
      );
    case 'create':
      return <CreateDialog opened onClose={close} />;
  }
}

function Body(props: {
  view: View;
  address: Address;
  go: (next: Address) => void;
  reveal: RevealOf;
  summary: Summary | undefined;
  onInvite: (rows: readonly RegistrationRow[]) => void;
}): ReactNode {
  const { view, onInvite, ...list } = props;
  switch (view) {
    case 'registrations':
      return <RegistrationsList {...list} onInvite={onInvite} />;
    case 'invitations':
      return <InvitationsList {...list} />;
    case 'history':
      return <HistoryList {...list} />;
    case 'flow':
      return <Flow />;
  }
}

/** Customer development (guide 5.10): pre-registrations, invitations, history, and how it works. */
export function DevelopmentScreen(): ReactNode {
  const [address, go] = useAddress();
  const reveal = useReveal('development');
  const summary = useLive('development.summary', {}).data;
  const [open, setOpen] = useState<Open>(null);
  const view = VIEWS.find((one) => one === address['view']) ?? 'registrations';
  const { id } = address;
  const close = (): void => {
    go(Object.fromEntries(Object.entries(address).filter(([name]) => name !== 'id')));
    requestAnimationFrame(() => document.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus());
  };
  const onInvite = (rows: readonly RegistrationRow[]): void => setOpen({ is: 'invite', rows });
  const panel =
    id === undefined ? null : view === 'invitations' ? (
      <InvitationPanel
        id={id}
        reveal={reveal}
        onClose={close}
        onAgain={(next) => go({ view: 'invitations', id: next })}
      />
    ) : view === 'registrations' ? (
      <RegistrationPanel
        id={id}
        revealId={reveal.revealId}
        onClose={close}
        onInvite={(row) => onInvite([row])}
        onAgain={(row) => setOpen({ is: 'register', first: draftOf(row, reveal.shown) })}
      />
    ) : null;
  return (
    <>
      <PanelScreen
        head={
          <>
            <Head summary={summary} onOpen={setOpen} />
            <div className={css.head}>
              <Tabs now={view} go={go} />
            </div>
            <Missing summary={summary} onOpen={() => setOpen({ is: 'partner' })} />
            {view === 'registrations' && <PendingCreations />}
          </>
        }
        list={
          <Body view={view} address={address} go={go} reveal={reveal} summary={summary} onInvite={onInvite} />
        }
        panel={panel}
      />
      <Dialogs
        open={open}
        summary={summary}
        close={() => setOpen(null)}
        onRegistered={(saved) => {
          setOpen(null);
          go({ id: saved });
        }}
        onInvited={(ids) => {
          setOpen(null);
          go({ view: 'invitations', ...(ids.length === 1 && ids[0] !== undefined ? { id: ids[0] } : {}) });
        }}
      />
    </>
  );
}
