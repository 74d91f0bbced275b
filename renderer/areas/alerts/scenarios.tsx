import type { ReactNode } from 'react';
import type { AlertScenario } from '../../../core/contract/alerts.ts';
import { StatusWord, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';

export const SCENARIOS = [
  'budget-100',
  'budget-90',
  'budget-75',
  'frozen-resources',
  'frozen-default',
  'frozen-elsewhere',
] as const satisfies readonly AlertScenario[];

const TONES: Readonly<Record<AlertScenario, Tone>> = {
  'budget-75': 'watch',
  'budget-90': 'act',
  'budget-100': 'over',
  'frozen-default': 'act',
  'frozen-elsewhere': 'watch',
  'frozen-resources': 'over',
};

/** What happened, as icon and word. */
export function ScenarioWord(props: { scenario: AlertScenario }): ReactNode {
  const { t } = useWords();
  const frozen = props.scenario.startsWith('frozen');
  return (
    <StatusWord tone={TONES[props.scenario]} {...(frozen ? { icon: 'frozen' as const } : {})}>
      {t(`alerts.scenario.${props.scenario}`)}
    </StatusWord>
  );
}
