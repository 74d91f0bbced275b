import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { StateText } from '../../ui/states.tsx';
import { useRoleNames } from '../../ui/role-names.ts';
import { useWords } from '../../words/use-words.ts';
import { areaOf } from '../areas.ts';
import { useDesk } from '../desk.tsx';
import { useLive } from '../live.ts';
import { permissionKey } from '../permission-key.ts';
import { useMay } from '../use-may.ts';

/** The place, or a sentence with the reason when the acting member's role does not include it. */
export function Guarded(props: { children: ReactNode }): ReactNode {
  const { pathname } = useLocation();
  const may = useMay();
  const needs = areaOf(pathname)?.needs;
  return needs === undefined || may(needs) ? props.children : <Denied needs={needs} />;
}

function Denied(props: { needs: Parameters<typeof permissionKey>[0] }): ReactNode {
  const { t } = useWords();
  const { person } = useDesk();
  const rolesOf = useRoleNames();
  const actors = useLive('team.actors', {}).data?.rows ?? [];
  const roles = actors.find(({ id }) => id === person.id)?.roles ?? [];
  return (
    <StateText
      title={t('team.denied.title')}
      reason={t('team.denied.reason', {
        name: person.name,
        roles: rolesOf(roles),
        right: t(`team.permission.${permissionKey(props.needs)}`),
      })}
      action={<Link to="/">{t('frame.states.goHome')}</Link>}
    />
  );
}
