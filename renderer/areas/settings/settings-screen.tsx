import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { density, language, theme, type WorkspaceInfo } from '../../../core/contract/desk.ts';
import { useDesk } from '../../app/desk.tsx';
import { PageHead } from '../../app/frame/frame.tsx';
import { useAction, useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { Card } from '../../ui/card.tsx';
import { Button, LinkButton, Segments } from '../../ui/controls.tsx';
import { Facts, PlainTable } from '../../ui/plain-table.tsx';
import { FormError } from '../../ui/states.tsx';
import { Columns, Stack } from '../../ui/stack.tsx';
import { useWords } from '../../words/use-words.ts';
import { SecurityCard } from '../team/security-card.tsx';
import { PartnerCard } from './partner-card.tsx';
import css from './settings.module.css';

/** Each language is named in itself, so that it can be found by who needs it. */
const LANGUAGE_NAMES = { en: 'English', 'zh-CN': '简体中文' } as const;

/** Settings: language and appearance, the open workspace and the others, where things are kept. */
export function SettingsScreen(): ReactNode {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('settings.title')} />
      <Stack>
        <Columns>
          <Look />
          <About />
        </Columns>
        <OpenWorkspace />
        <PartnerCard />
        <SecurityCard />
        <OtherWorkspaces />
      </Stack>
    </>
  );
}

function Look(): ReactNode {
  const { t, language: now } = useWords();
  const { preferences } = useDesk();
  const prefer = useAction('desk.setPreferences');
  return (
    <Card title={t('settings.look.title')} id="look">
      <Facts
        rows={[
          {
            key: 'language',
            name: t('settings.look.language'),
            value: (
              <Segments
                label={t('settings.look.language')}
                value={preferences.language ?? now}
                choices={language.options.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
                onChange={(value) => prefer.mutate({ language: language.parse(value) })}
              />
            ),
          },
          {
            key: 'theme',
            name: t('settings.look.theme'),
            value: (
              <Segments
                label={t('settings.look.theme')}
                value={preferences.theme}
                choices={theme.options.map((value) => ({ value, label: t(`settings.look.themes.${value}`) }))}
                onChange={(value) => prefer.mutate({ theme: theme.parse(value) })}
              />
            ),
          },
          {
            key: 'density',
            name: t('settings.look.density'),
            value: (
              <Segments
                label={t('settings.look.density')}
                value={preferences.density}
                choices={density.options.map((value) => ({
                  value,
                  label: t(`settings.look.densities.${value}`),
                }))}
                onChange={(value) => prefer.mutate({ density: density.parse(value) })}
              />
            ),
          },
        ]}
      />
      <FormError error={prefer.error} />
    </Card>
  );
}

function About(): ReactNode {
  const { t } = useWords();
  const desk = useDesk();
  return (
    <Card title={t('settings.about.title')} id="about" foot={t('settings.about.privacy')}>
      <Facts
        rows={[
          { key: 'version', name: t('settings.about.version'), value: desk.version },
          { key: 'host', name: t('settings.about.host'), value: t(`settings.about.hosts.${desk.host}`) },
          {
            key: 'data',
            name: t('settings.about.data'),
            value: <code className={css.path}>{desk.dataDir}</code>,
          },
        ]}
      />
    </Card>
  );
}

function OpenWorkspace(): ReactNode {
  const { t } = useWords();
  const desk = useDesk();
  const may = useMay();
  const close = useAction('desk.closeWorkspace');
  const { workspace } = desk;
  if (workspace === null) return null;
  return (
    <Card
      title={t('settings.workspace.title')}
      id="workspace"
      foot={t('settings.workspace.closeHelp')}
      links={
        <>
          {may('members.manage') && <Link to="/settings/members">{t('team.open')}</Link>}
          {may('audit.view') && <Link to="/audit">{t('frame.area.audit')}</Link>}
          {may('imports.manage') && <Link to="/imports">{t('settings.files')}</Link>}
        </>
      }
    >
      <Facts
        rows={[
          { key: 'name', name: t('settings.workspace.name'), value: workspace.name },
          {
            key: 'kind',
            name: t('settings.workspace.kind'),
            value: t(`settings.workspace.kinds.${workspace.kind}`),
          },
          {
            key: 'place',
            name: t('settings.workspace.place'),
            value: <code className={css.path}>{workspace.dir}</code>,
          },
          {
            key: 'endpoint',
            name: t('settings.workspace.endpoint'),
            value:
              workspace.endpoint === null ? (
                t('settings.workspace.notConnected')
              ) : (
                <code className={css.path}>{workspace.endpoint}</code>
              ),
          },
          {
            key: 'secret',
            name: t('settings.workspace.secret'),
            value: t(`settings.workspace.secrets.${desk.secretStore}`, { dir: desk.dataDir }),
          },
        ]}
      />
      <FormError error={close.error} />
      <div className={css.buttons}>
        <Button disabled={close.isPending} onClick={() => close.mutate({})}>
          {t('settings.workspace.close')}
        </Button>
      </div>
    </Card>
  );
}

function OtherWorkspaces(): ReactNode {
  const { t } = useWords();
  const list = useLive('desk.workspaces', {});
  const open = useAction('desk.openWorkspace');
  const others: WorkspaceInfo[] = (list.data ?? []).filter((workspace) => !workspace.open);
  return (
    <Card title={t('settings.others.title')} id="others">
      {others.length === 0 ? (
        <p className="quiet">{t('settings.others.none')}</p>
      ) : (
        <PlainTable
          label={t('settings.others.title')}
          rows={others}
          rowKey={(workspace) => workspace.id}
          columns={[
            { key: 'name', title: t('settings.workspace.name'), cell: (workspace) => workspace.name },
            {
              key: 'kind',
              title: t('settings.workspace.kind'),
              cell: (workspace) => t(`settings.workspace.kinds.${workspace.kind}`),
            },
            {
              key: 'place',
              title: t('settings.workspace.place'),
              wide: true,
              cell: (workspace) => <code className={css.path}>{workspace.dir}</code>,
            },
            {
              key: 'open',
              title: <span className="visually-hidden">{t('settings.others.open')}</span>,
              cell: (workspace) => (
                <LinkButton disabled={open.isPending} onClick={() => open.mutate({ id: workspace.id })}>
                  {t('settings.others.open')}
                </LinkButton>
              ),
            },
          ]}
        />
      )}
      <FormError error={open.error} />
    </Card>
  );
}
