import type { ReactNode } from 'react';
import { Modal } from '../../ui/controls.tsx';
import { useWords } from '../../words/use-words.ts';
import { AREAS } from '../areas.ts';
import { useDesk } from '../desk.tsx';
import { useUi } from '../ui-state.ts';
import css from './palette.module.css';

/** The sheet of keyboard shortcuts. */
export function KeysSheet(): ReactNode {
  const { t } = useWords();
  const desk = useDesk();
  const opened = useUi((s) => s.keysOpen);
  const show = useUi((s) => s.show);
  const rows: { word: string; keys: readonly string[] }[] = [
    { word: t('frame.keys.palette'), keys: [desk.platform === 'darwin' ? '⌘ K' : 'Ctrl K'] },
    { word: t('frame.keys.search'), keys: ['/'] },
    { word: t('frame.keys.rows'), keys: ['↑', '↓'] },
    { word: t('frame.keys.open'), keys: ['Enter'] },
    { word: t('frame.keys.close'), keys: ['Esc'] },
    { word: t('frame.keys.help'), keys: ['?'] },
    ...AREAS.map((area) => ({
      word: t('frame.keys.go', { place: t(`frame.area.${area.name}`) }),
      keys: ['G', area.jump.toUpperCase()],
    })),
  ];
  return (
    <Modal title={t('frame.keys.title')} opened={opened} onClose={() => show('keysOpen', false)}>
      <table className={css.keys}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.word}>
              <th scope="row">{row.word}</th>
              <td>
                {row.keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
