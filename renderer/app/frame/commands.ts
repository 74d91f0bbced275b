import { useNavigate } from '@tanstack/react-router';
import { en, zh } from '../../words/index.ts';
import { useWords } from '../../words/use-words.ts';
import { AREAS } from '../areas.ts';
import { useDesk } from '../desk.tsx';
import { useAction } from '../live.ts';
import { useMay } from '../use-may.ts';
import { useHas } from '../use-partner.ts';
import { useUi } from '../ui-state.ts';
import { useRail } from '../use-rail.ts';
import { useResolvedTheme } from '../use-theme.ts';

export interface Command {
  readonly id: string;
  readonly group: 'places' | 'actions' | 'customers';
  readonly word: string;
  /** Words of the other language, so that both find it. */
  readonly also: readonly string[];
  readonly hint: string;
  readonly run: () => void;
}

/** Everything that can be done from anywhere. */
export function useCommands(): readonly Command[] {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const desk = useDesk();
  const may = useMay();
  const has = useHas();
  const theme = useResolvedTheme();
  const show = useUi((s) => s.show);
  const { toggle: toggleRail } = useRail();
  const start = useAction('sync.start');
  const cancel = useAction('sync.cancel');
  const prefer = useAction('desk.setPreferences');
  const acts = {
    syncNow: () => start.mutate({}),
    syncCancel: () => cancel.mutate({}),
    toggleTheme: () => prefer.mutate({ theme: theme === 'dark' ? 'light' : 'dark' }),
    toggleDensity: () =>
      prefer.mutate({ density: desk.preferences.density === 'compact' ? 'comfortable' : 'compact' }),
    toggleLanguage: () => prefer.mutate({ language: language === 'en' ? 'zh-CN' : 'en' }),
    print: () => window.print(),
    collapse: toggleRail,
    keys: () => show('keysOpen', true),
  } as const;
  const places = AREAS.filter(
    ({ needs, capability }) =>
      (needs === undefined || may(needs)) && (capability === undefined || has(capability)),
  ).map((area): Command => ({
    id: `place:${area.name}`,
    group: 'places',
    word: t(`frame.area.${area.name}`),
    also: [en.frame.area[area.name], zh.frame.area[area.name]],
    hint: `G ${area.jump.toUpperCase()}`,
    run: () => void navigate({ to: area.path }),
  }));
  const actions = (Object.keys(acts) as (keyof typeof acts)[]).map((name): Command => ({
    id: `act:${name}`,
    group: 'actions',
    word: t(`frame.palette.${name}`),
    also: [en.frame.palette[name], zh.frame.palette[name]],
    hint: name === 'keys' ? '?' : '',
    run: acts[name],
  }));
  return [...places, ...actions];
}
