import { useLive } from '../../app/live.ts';
import type { Choice } from '../../ui/controls.tsx';
import type { Criterion } from '../../ui/filter-bar.tsx';
import { formatAmount, formatDay, formatPercent } from '../../ui/format.ts';
import { useWords } from '../../words/use-words.ts';

type Title =
  | 'name'
  | 'account'
  | 'id'
  | 'manager'
  | 'managedBy'
  | 'mobile'
  | 'model'
  | 'associated'
  | 'frozen'
  | 'frozenHow'
  | 'expires'
  | 'monthToDate'
  | 'use'
  | 'budget'
  | 'tag'
  | 'resellerName'
  | 'permitted'
  | 'reseller';

function isDecimal(text: string): boolean {
  return /^-?\d{1,15}(\.\d{1,8})?$/.test(text);
}

/** The choices of the criteria that have a fixed or known set; an empty list leaves the criterion out. */
function useChoices(
  revealId: string | undefined,
): Record<
  'managedBy' | 'model' | 'frozen' | 'frozenHow' | 'budget' | 'tag' | 'reseller' | 'permitted',
  Choice[]
> {
  const { t } = useWords();
  const known = useLive('customers.choices', revealId === undefined ? {} : { revealId }).data;
  const resellers = (known?.resellers ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const managers = (known?.managers ?? []).map(({ key, name }) => ({ value: key, label: name }));
  return {
    managedBy:
      managers.length === 0 ? [] : [...managers, { value: 'none', label: t('customers.unassigned') }],
    model: [
      { value: '3', label: t('customers.model.reseller') },
      { value: '1', label: t('customers.model.referral') },
    ],
    frozenHow: (['manual', 'automatic', 'default', 'unknown'] as const).map((value) => ({
      value,
      label: t(`customers.frozenHow.${value}`),
    })),
    frozen: (['yes', 'no'] as const).map((value) => ({ value, label: t(`customers.frozen.${value}`) })),
    budget: (['none', 'monthly', 'one-time'] as const).map((value) => ({
      value,
      label: t(`customers.budget.${value}`),
    })),
    tag: (known?.tags ?? []).map((value) => ({ value, label: value })),
    reseller: resellers,
    permitted:
      resellers.length === 0
        ? []
        : (['yes', 'no'] as const).map((value) => ({ value, label: t(`customers.permitted.${value}`) })),
  };
}

/** The criteria of guide 5.1, in its order, as far as this machine's data answers them. */
export function useCriteria(revealId: string | undefined): readonly Criterion[] {
  const { t, language } = useWords();
  const choices = useChoices(revealId);
  const title = (name: Title): string => t(`customers.criterion.${name}`);
  const text = (key: Title): Criterion => ({ kind: 'text', key, title: title(key) });
  const choice = (key: keyof typeof choices): Criterion[] =>
    choices[key].length === 0 ? [] : [{ kind: 'choice', key, title: title(key), choices: choices[key] }];
  const range = (key: 'mtd' | 'use', name: Title, show: (value: string) => string): Criterion => ({
    kind: 'range',
    key,
    title: title(name),
    from: `${key}Min`,
    to: `${key}Max`,
    show: (value) => (isDecimal(value) ? show(value) : value),
  });
  return [
    text('name'),
    text('account'),
    { kind: 'text', key: 'id', title: title('id'), help: t('customers.criterion.idHelp') },
    text('manager'),
    ...choice('managedBy'),
    text('mobile'),
    ...choice('model'),
    {
      kind: 'days',
      key: 'associated',
      title: title('associated'),
      from: 'from',
      to: 'to',
      show: (day) => formatDay(day, language),
    },
    ...choice('frozen'),
    ...choice('frozenHow'),
    range('mtd', 'monthToDate', formatAmount),
    {
      kind: 'days',
      key: 'expires',
      title: title('expires'),
      from: 'expFrom',
      to: 'expTo',
      show: (day) => formatDay(day, language),
    },
    range('use', 'use', (value) => formatPercent(value, language)),
    ...choice('budget'),
    ...choice('tag'),
    ...(choices.reseller.length === 0 ? [] : [text('resellerName')]),
    ...choice('reseller'),
    ...choice('permitted'),
  ];
}
