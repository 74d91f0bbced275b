import { Link } from '@tanstack/react-router';
import { ArrowLeftRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RoleSwitch } from '../../../core/contract/behalf.ts';
import { useAction, useLive } from '../../app/live.ts';
import { Button } from '../../ui/controls.tsx';
import { formatTime } from '../../ui/format.ts';
import { useWords } from '../../words/use-words.ts';
import css from './behalf.module.css';

function Band(props: { one: RoleSwitch }): ReactNode {
  const { t, language } = useWords();
  const end = useAction('behalf.end');
  const { id, customerId, customerName, note, person, begunAt, mine } = props.one;
  const words = { name: customerName, note, person, time: formatTime(begunAt, language, true) };
  return (
    <div className={css.band} data-role-switch={id}>
      <span className={css.bandText}>
        <ArrowLeftRight aria-hidden="true" size={14} />
        <Link to="/customers/$id" params={{ id: customerId }} search={{ tab: 'basic' }}>
          {t(mine ? 'behalf.band.mine' : 'behalf.band.other', words)}
        </Link>
      </span>
      <Button disabled={end.isPending} onClick={() => end.mutate({ id })}>
        {t('behalf.band.end')}
      </Button>
    </div>
  );
}

/** The roles that were switched and not switched back, over every screen until they are (guide 5.7). */
export function SwitchBands(): ReactNode {
  const { t } = useWords();
  const open = useLive('behalf.open', {}).data?.rows ?? [];
  if (open.length === 0) return null;
  return (
    <div role="region" aria-label={t('behalf.band.label')}>
      {open.slice(0, 3).map((one) => (
        <Band key={one.id} one={one} />
      ))}
    </div>
  );
}
