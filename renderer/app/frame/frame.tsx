import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button, IconButton } from '../../ui/controls.tsx';
import { StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { AREAS, type AreaEntry } from '../areas.ts';
import { useDesk } from '../desk.tsx';
import { useShortcuts } from '../shortcuts.ts';
import { useUi } from '../ui-state.ts';
import { useMay } from '../use-may.ts';
import { useHas } from '../use-partner.ts';
import { useRail } from '../use-rail.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Guarded } from './guarded.tsx';
import { KeysSheet } from './keys-sheet.tsx';
import { OutboxButton } from './outbox-button.tsx';
import { Palette } from './palette.tsx';
import { ActingBand, PersonMenu } from './person-menu.tsx';
import { SwitchBands } from '../../areas/behalf/switch-band.tsx';
import { SyncState } from './sync-state.tsx';
import { TasksButton } from './tasks-button.tsx';
import { Toasts } from './toasts.tsx';
import css from './frame.module.css';

function Logo(): ReactNode {
  return (
    <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" className={css.logo}>
      <rect width="18" height="18" rx="4" fill="var(--accent)" />
      <rect x="4" y="4.5" width="6" height="3" rx="1" fill="var(--accent-text)" />
      <rect x="4" y="10.5" width="10" height="3" rx="1" fill="var(--accent-text)" />
    </svg>
  );
}

function RailItem(props: { area: AreaEntry; current: boolean; collapsed: boolean }): ReactNode {
  const { t } = useWords();
  const { area } = props;
  const word = t(`frame.area.${area.name}`);
  return (
    <li>
      <Link
        to={area.path}
        className={`${css.item} ${props.current ? css.current : ''}`}
        aria-current={props.current ? 'page' : undefined}
        title={props.collapsed ? word : undefined}
      >
        <area.icon aria-hidden="true" size={16} strokeWidth={1.75} />
        <span className={props.collapsed ? 'visually-hidden' : css.word}>{word}</span>
      </Link>
    </li>
  );
}

/** Places without an entry of their own, by the one they belong to. */
const OWNERS: readonly (readonly [place: string, owner: string])[] = [
  ['/bills', '/expenditures'],
  ['/association', '/customers'],
  ['/discounts', '/customers'],
];

const ownerOf = (pathname: string): string =>
  OWNERS.find(([place]) => pathname.startsWith(place))?.[1] ?? pathname;

function Rail(): ReactNode {
  const { t } = useWords();
  const { collapsed, toggle } = useRail();
  const { pathname } = useLocation();
  const may = useMay();
  const has = useHas();
  const owner = ownerOf(pathname);
  const isCurrent = (area: AreaEntry): boolean =>
    area.path === '/' ? owner === '/' : owner === area.path || owner.startsWith(`${area.path}/`);
  const list = (group: AreaEntry['group']): ReactNode => (
    <ul>
      {AREAS.filter(
        (area) =>
          area.group === group &&
          (area.needs === undefined || may(area.needs)) &&
          (area.capability === undefined || has(area.capability)),
      ).map((area) => (
        <RailItem key={area.name} area={area} current={isCurrent(area)} collapsed={collapsed} />
      ))}
    </ul>
  );
  return (
    <nav className={css.rail} aria-label={t('frame.navigation')}>
      <Link to="/" className={css.brand} aria-label={collapsed ? t('common.product') : undefined}>
        <Logo />
        {!collapsed && <span>{t('common.product')}</span>}
      </Link>
      {list('top')}
      <p className={collapsed ? css.groupRule : css.group}>{collapsed ? '' : t('frame.sales')}</p>
      {list('sales')}
      <div className={css.railEnd}>
        {list('bottom')}
        <button
          type="button"
          className={`${css.item} ${css.collapse}`}
          onClick={toggle}
          aria-label={collapsed ? t('frame.expand') : t('frame.collapse')}
          title={collapsed ? t('frame.expand') : t('frame.collapse')}
        >
          {collapsed ? (
            <PanelLeftOpen aria-hidden="true" size={16} strokeWidth={1.75} />
          ) : (
            <PanelLeftClose aria-hidden="true" size={16} strokeWidth={1.75} />
          )}
        </button>
      </div>
    </nav>
  );
}

function TopBar(): ReactNode {
  const { t } = useWords();
  const desk = useDesk();
  const show = useUi((s) => s.show);
  const mac = desk.platform === 'darwin';
  const demo = desk.workspace?.kind === 'demo';
  return (
    <header className={css.top}>
      <div className={css.bar}>
        <button type="button" className={css.find} onClick={() => show('paletteOpen', true)}>
          <Search aria-hidden="true" size={14} />
          <span className={css.findText}>{t('frame.find')}</span>
          <kbd className={css.kbd}>{mac ? '⌘ K' : 'Ctrl K'}</kbd>
        </button>
        <div className={css.barEnd}>
          <SyncState />
          <OutboxButton />
          <TasksButton />
          {demo && <span className={css.demoChip}>{t('frame.demo')}</span>}
          <PersonMenu />
        </div>
      </div>
      {demo && (
        <p className={css.band} data-demo-band>
          {t('frame.demoBand')}
        </p>
      )}
      <ActingBand />
      <SwitchBands />
    </header>
  );
}

/** What happened to damaged files when the workspace was opened: said once, until the person has seen it. */
function Repairs(): ReactNode {
  const { t } = useWords();
  const { repairs } = useDesk();
  const [seen, setSeen] = useState(false);
  if (repairs.length === 0 || seen) return null;
  const stores = [...new Set(repairs.map((repair) => repair.store))];
  return (
    <div className={css.repairs} role="status">
      <StatusWord tone="watch">
        {t('frame.states.repaired', {
          what: stores.map((store) => t(`frame.states.store.${store}`)).join(', '),
        })}
      </StatusWord>
      <Button onClick={() => setSeen(true)}>{t('common.close')}</Button>
    </div>
  );
}

/** What stands around every screen: rail, bar, the demo band, and the surfaces that open over them. */
export function Frame(): ReactNode {
  const { t } = useWords();
  const desk = useDesk();
  const { collapsed } = useRail();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useShortcuts();
  useEffect(() => {
    main.current?.scrollTo({ top: 0 });
  }, [pathname]);
  return (
    <div className={css.frame} data-collapsed={collapsed} data-demo={desk.workspace?.kind === 'demo'}>
      <a
        href="#content"
        className={css.skip}
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('frame.skip')}
      </a>
      <Rail />
      <div className={css.right}>
        <TopBar />
        <Repairs />
        <main ref={main} className={css.main} id="content" tabIndex={-1}>
          <Guarded>
            <Outlet />
          </Guarded>
        </main>
      </div>
      <Palette />
      <KeysSheet />
      <Toasts />
      <ConfirmDialog />
    </div>
  );
}

/** The head of a page: title, quiet line, at most one primary action at the right. */
export function PageHead(props: {
  title: ReactNode;
  before?: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
}): ReactNode {
  const { t } = useWords();
  const plain = typeof props.title === 'string' ? props.title : undefined;
  useEffect(() => {
    if (plain !== undefined) document.title = `${plain} \u2013 ${t('common.product')}`;
  }, [plain, t]);
  return (
    <header className={css.pageHead}>
      <div className={css.pageTitle}>
        {props.before}
        <h1>{props.title}</h1>
        {props.note !== undefined && <span className={css.pageNote}>{props.note}</span>}
      </div>
      {props.actions !== undefined && <div className={css.pageActions}>{props.actions}</div>}
    </header>
  );
}

export function PrintButton(): ReactNode {
  const { t } = useWords();
  return <Button onClick={() => window.print()}>{t('common.print')}</Button>;
}

export { IconButton };
