import { Eye, EyeOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { MemberRow } from '../../../core/contract/team.ts';
import { PageHead } from '../../app/frame/frame.tsx';
import { useAction, useLive } from '../../app/live.ts';
import { useReveal, type RevealOf } from '../../app/use-reveal.ts';
import { Card } from '../../ui/card.tsx';
import { Button, LinkButton } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { useRoleNames } from '../../ui/role-names.ts';
import { Stack } from '../../ui/stack.tsx';
import { ErrorState, FormError, Skeleton } from '../../ui/states.tsx';
import { Dash, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { MemberDialog } from './member-dialog.tsx';
import { RolesCard } from './roles-card.tsx';
import css from './team.module.css';

const VIEW = 'team';

/** Settings > Members and roles: who works with this workspace, what they may do, whose customers they see. */
export function TeamScreen(): ReactNode {
  const { t } = useWords();
  const [edited, setEdited] = useState<{ id: string | null } | null>(null);
  return (
    <>
      <PageHead
        title={t('team.title')}
        note={t('team.note')}
        actions={
          <Button variant="primary" onClick={() => setEdited({ id: null })}>
            {t('team.members.add')}
          </Button>
        }
      />
      <Stack>
        <MembersCard onEdit={(id) => setEdited({ id })} />
        <RolesCard />
      </Stack>
      {edited !== null && <MemberDialog id={edited.id} onClose={() => setEdited(null)} />}
    </>
  );
}

/** A heading with the eye that shows a column's complete values. */
function MaskedTitle(props: { title: string; column: string; reveal: RevealOf }): ReactNode {
  const { t } = useWords();
  const { title, column, reveal } = props;
  const shown = reveal.shown.has(column);
  const label = t(shown ? 'common.hide' : 'common.reveal', { column: title });
  return (
    <span className={css.head}>
      {title}
      <button
        type="button"
        className={css.eye}
        aria-label={label}
        title={label}
        aria-pressed={shown}
        onClick={() => reveal.toggle(column)}
      >
        {shown ? <Eye aria-hidden="true" size={13} /> : <EyeOff aria-hidden="true" size={13} />}
      </button>
    </span>
  );
}

function MembersCard(props: { onEdit: (id: string) => void }): ReactNode {
  const { t } = useWords();
  const reveal = useReveal(VIEW);
  const input = reveal.revealId === undefined ? {} : { revealId: reveal.revealId };
  const answer = useLive('team.members', input);
  const take = useAction('team.importManagers');
  const { data } = answer;
  return (
    <Card
      title={t('team.members.title')}
      id="members"
      foot={t('team.members.help')}
      links={
        <LinkButton
          disabled={take.isPending}
          title={t('team.members.importHelp')}
          onClick={() => take.mutate({})}
        >
          {t('team.members.import')}
        </LinkButton>
      }
    >
      {data === undefined && answer.error === null && <Skeleton lines={4} />}
      {answer.error !== null && <ErrorState error={answer.error} retry={() => void answer.refetch()} />}
      {data !== undefined && data.withoutDirector > 0 && (
        <p className={css.said} role="status">
          <StatusWord tone="act">
            {t('team.members.withoutDirector', {
              count: data.withoutDirector,
              n: formatCount(data.withoutDirector),
            })}
          </StatusWord>
        </p>
      )}
      {data !== undefined && <MembersTable rows={data.rows} reveal={reveal} onEdit={props.onEdit} />}
      {take.data !== undefined && (
        <p className={`${css.said} ${css.space}`} role="status">
          {take.data.added === 0
            ? t('team.members.importedNone')
            : t('team.members.imported', { count: take.data.added, n: formatCount(take.data.added) })}
        </p>
      )}
      <FormError error={take.error} />
    </Card>
  );
}

function MembersTable(props: {
  rows: readonly MemberRow[];
  reveal: RevealOf;
  onEdit: (id: string) => void;
}): ReactNode {
  const { t } = useWords();
  const rolesOf = useRoleNames();
  const roles = useLive('team.roles', {}).data?.rows ?? [];
  const names = new Map(roles.map(({ id, name }) => [id, name]));
  const masked = (column: 'name' | 'email' | 'account'): ReactNode => (
    <MaskedTitle title={t(`team.members.${column}`)} column={column} reveal={props.reveal} />
  );
  return (
    <PlainTable
      label={t('team.members.title')}
      rows={props.rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          title: masked('name'),
          cell: (row) => (
            <span className={css.who}>
              {row.name}
              {row.acting && <span className={css.mark}>{t('team.members.acting')}</span>}
            </span>
          ),
        },
        {
          key: 'roles',
          title: t('team.members.roles'),
          wide: true,
          cell: (row) => rolesOf(row.roles.map((id) => ({ id, name: names.get(id) ?? null }))),
        },
        {
          key: 'sees',
          title: t('team.members.sees'),
          cell: (row) => <span className={css.line}>{t(`team.members.sight.${row.sees}`)}</span>,
        },
        { key: 'director', title: t('team.members.director'), cell: (row) => <Director row={row} /> },
        {
          key: 'customers',
          title: t('team.members.customers'),
          numeric: true,
          cell: (row) => (row.roles.includes('manager') ? formatCount(row.customers) : <Dash />),
        },
        { key: 'account', title: masked('account'), cell: (row) => row.account ?? <Dash /> },
        { key: 'email', title: masked('email'), cell: (row) => row.email ?? <Dash /> },
        {
          key: 'pin',
          title: t('team.members.pin'),
          cell: (row) => (row.hasPin ? t('team.members.pinSet') : <Dash />),
        },
        {
          key: 'edit',
          title: <span className="visually-hidden">{t('team.members.edit')}</span>,
          cell: (row) => (
            <LinkButton
              aria-label={`${t('team.members.edit')} ${row.name}`}
              onClick={() => props.onEdit(row.id)}
            >
              {t('team.members.edit')}
            </LinkButton>
          ),
        },
      ]}
    />
  );
}

function Director(props: { row: MemberRow }): ReactNode {
  const { t } = useWords();
  const { director, directorLost } = props.row;
  if (director !== null) return director.name;
  return directorLost ? <span className={css.lost}>{t('team.members.directorLost')}</span> : <Dash />;
}
