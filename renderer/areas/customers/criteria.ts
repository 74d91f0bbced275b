import { useLive } from '../../app/live.ts';
import type { Criterion } from '../../ui/filter-bar.tsx';
import { formatAmount, formatDay, formatPercent } from '../../ui/format.ts';
import { useWords } from '../../words/use-words.ts';

/** The criteria of guide 5.1, in its order, as far as this machine's data answers them. */
export function useCriteria(revealId: string | undefined): readonly Criterion[] {
  const { t, language } = useWords();
  const choices = useLive('customers.choices', revealId === undefined ? {} : { revealId });
  const title = (
    name:
      | 'id'
      | 'name'
      | 'account'
      | 'manager'
      | 'mobile'
      | 'tag'
      | 'model'
      | 'associated'
      | 'frozen'
      | 'monthToDate'
      | 'use'
      | 'budget'
      | 'scope'
      | 'reseller',
  ): string => t(`customers.criterion.${name}`);
  const resellers = choices.data?.resellers ?? [];
  const tags = choices.data?.tags ?? [];
  return [
    { kind: 'text', key: 'name', title: title('name') },
    { kind: 'text', key: 'account', title: title('account') },
    { kind: 'text', key: 'id', title: title('id'), help: t('customers.criterion.idHelp') },
    { kind: 'text', key: 'manager', title: title('manager') },
    { kind: 'text', key: 'mobile', title: title('mobile') },
    {
      kind: 'choice',
      key: 'model',
      title: title('model'),
      choices: [
        { value: '3', label: t('customers.model.reseller') },
        { value: '1', label: t('customers.model.referral') },
      ],
    },
    {
      kind: 'days',
      key: 'associated',
      title: title('associated'),
      from: 'from',
      to: 'to',
      show: (day) => formatDay(day, language),
    },
    {
      kind: 'choice',
      key: 'frozen',
      title: title('frozen'),
      choices: [
        { value: 'yes', label: t('customers.frozen.yes') },
        { value: 'no', label: t('customers.frozen.no') },
      ],
    },
    {
      kind: 'range',
      key: 'mtd',
      title: title('monthToDate'),
      from: 'mtdMin',
      to: 'mtdMax',
      show: showAmount,
    },
    {
      kind: 'range',
      key: 'use',
      title: title('use'),
      from: 'useMin',
      to: 'useMax',
      show: (value) => (isDecimal(value) ? formatPercent(value, language) : value),
    },
    {
      kind: 'choice',
      key: 'budget',
      title: title('budget'),
      choices: (['none', 'monthly', 'one-time'] as const).map((value) => ({
        value,
        label: t(`customers.budget.${value}`),
      })),
    },
    ...(tags.length === 0
      ? [{ kind: 'text', key: 'tag', title: title('tag') } as const]
      : [
          {
            kind: 'choice',
            key: 'tag',
            title: title('tag'),
            choices: tags.map((value) => ({ value, label: value })),
          } as const,
        ]),
    ...(resellers.length === 0
      ? []
      : ([
          {
            kind: 'choice',
            key: 'scope',
            title: title('scope'),
            choices: [
              { value: 'own', label: t('customers.scope.own') },
              { value: 'resellers', label: t('customers.scope.resellers') },
            ],
          },
          {
            kind: 'choice',
            key: 'reseller',
            title: title('reseller'),
            choices: resellers.map((reseller) => ({ value: reseller.id, label: reseller.name })),
          },
        ] as const)),
  ];
}

function isDecimal(text: string): boolean {
  return /^-?\d{1,15}(\.\d{1,8})?$/.test(text);
}

function showAmount(text: string): string {
  return isDecimal(text) ? formatAmount(text) : text;
}
