import { useState, type ReactNode } from 'react';
import type { RoleRow } from '../../../core/contract/team.ts';
import { permissionKey } from '../../app/permission-key.ts';
import { useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { LinkButton } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { useRoleName } from '../../ui/role-names.ts';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { RoleDialog } from './role-dialog.tsx';
import css from './team.module.css';

/** The roles with their limits explained; the own ones can be changed. */
export function RolesCard(): ReactNode {
  const { t } = useWords();
  const nameOf = useRoleName();
  const answer = useLive('team.roles', {});
  const [edited, setEdited] = useState<RoleRow | 'new' | null>(null);
  const { data } = answer;
  return (
    <Card
      title={t('team.role.title')}
      id="roles"
      foot={t('team.role.presetHelp')}
      links={<LinkButton onClick={() => setEdited('new')}>{t('team.role.add')}</LinkButton>}
    >
      {data === undefined && answer.error === null && <Skeleton lines={4} />}
      {answer.error !== null && <ErrorState error={answer.error} retry={() => void answer.refetch()} />}
      {data !== undefined && (
        <PlainTable
          label={t('team.role.title')}
          rows={data.rows}
          rowKey={(role) => role.id}
          columns={[
            {
              key: 'name',
              title: t('team.role.name'),
              cell: (role) => (
                <span className={`${css.who} ${css.line}`}>
                  {nameOf(role)}
                  {role.name === null && <span className="quiet small">{t('team.role.preset')}</span>}
                </span>
              ),
            },
            {
              key: 'rights',
              title: t('team.role.rights'),
              wide: true,
              cell: (role) => <Rights role={role} />,
            },
            {
              key: 'members',
              title: t('team.role.members'),
              numeric: true,
              cell: (role) => formatCount(role.members),
            },
            {
              key: 'edit',
              title: <span className="visually-hidden">{t('team.members.edit')}</span>,
              cell: (role) =>
                role.name === null ? null : (
                  <LinkButton
                    aria-label={`${t('team.members.edit')} ${role.name}`}
                    onClick={() => setEdited(role)}
                  >
                    {t('team.members.edit')}
                  </LinkButton>
                ),
            },
          ]}
        />
      )}
      {edited !== null && data !== undefined && (
        <RoleDialog
          role={edited === 'new' ? null : edited}
          reserved={data.reserved}
          onClose={() => setEdited(null)}
        />
      )}
    </Card>
  );
}

function Rights(props: { role: RoleRow }): ReactNode {
  const { t, language } = useWords();
  const { id, name, permissions } = props.role;
  if (name === null)
    return (
      <span className={css.text}>{t(`team.role.${id as 'administrator' | 'director' | 'manager'}Help`)}</span>
    );
  if (permissions.length === 0) return <span className="quiet">{t('team.role.none')}</span>;
  const words = permissions.map((one) => t(`team.permission.${permissionKey(one)}`));
  return <span className={css.text}>{words.join(language === 'zh-CN' ? '、' : ' \u00b7 ')}</span>;
}
