import { Plus } from 'lucide-react';
import { cloneElement, useState, type FormEvent, type ReactElement, type ReactNode } from 'react';
import { compareDecimals } from '../../core/base/money.ts';
import type { Address } from '../app/address.ts';
import { useWords } from '../words/use-words.ts';
import { Button, Chip, LinkButton, Menu, Popover, TextField, type Choice } from './controls.tsx';
import css from './filter-bar.module.css';
import { SearchField } from './search-field.tsx';

/** One condition a list can be narrowed by: under which names it stands in the address and how it is asked for. */
export type Criterion =
  | { readonly kind: 'text'; readonly key: string; readonly title: string; readonly help?: string }
  | {
      readonly kind: 'choice';
      readonly key: string;
      readonly title: string;
      readonly choices: readonly Choice[];
    }
  | {
      readonly kind: 'range' | 'days';
      readonly key: string;
      readonly title: string;
      readonly from: string;
      readonly to: string;
      /** How a bound is written in the chip. */
      readonly show: (value: string) => string;
    };

/** Names in the address that belong to a criterion. */
export function keysOf(criterion: Criterion): readonly string[] {
  return criterion.kind === 'range' || criterion.kind === 'days'
    ? [criterion.from, criterion.to]
    : [criterion.key];
}

function isOn(criterion: Criterion, address: Address): boolean {
  return keysOf(criterion).some((key) => (address[key] ?? '') !== '');
}

function without(address: Address, keys: readonly string[]): Address {
  return Object.fromEntries(Object.entries(address).filter(([key]) => !keys.includes(key)));
}

function useChipText(): (criterion: Criterion, address: Address) => string {
  const { t } = useWords();
  return (criterion, address) => {
    const name = criterion.title;
    if (criterion.kind === 'text')
      return t('common.filter.is', { name, value: address[criterion.key] ?? '' });
    if (criterion.kind === 'choice') {
      const value = address[criterion.key];
      return t('common.filter.is', {
        name,
        value: criterion.choices.find((choice) => choice.value === value)?.label ?? value ?? '',
      });
    }
    const from = address[criterion.from];
    const to = address[criterion.to];
    if (from !== undefined && to !== undefined) {
      return t('common.filter.between', { name, from: criterion.show(from), to: criterion.show(to) });
    }
    return from === undefined
      ? t('common.filter.below', { name, to: criterion.show(to ?? '') })
      : t('common.filter.above', { name, from: criterion.show(from) });
  };
}

/** What is wrong with a typed range, per field; empty when it may be applied. */
export function rangeProblems(
  kind: 'range' | 'days',
  from: string,
  to: string,
): { from?: 'invalidNumber'; to?: 'invalidNumber' | 'invalidOrder' } {
  if (kind === 'days') return from !== '' && to !== '' && to < from ? { to: 'invalidOrder' } : {};
  const valid = (text: string): boolean => text === '' || /^-?\d{1,15}(\.\d{1,8})?$/.test(text);
  if (!valid(from)) return { from: 'invalidNumber' };
  if (!valid(to)) return { to: 'invalidNumber' };
  return from !== '' && to !== '' && compareDecimals(to, from) < 0 ? { to: 'invalidOrder' } : {};
}

function Editor(props: {
  criterion: Criterion;
  address: Address;
  onApply: (address: Address) => void;
}): ReactNode {
  const { t } = useWords();
  const { criterion, address } = props;
  const keys = keysOf(criterion);
  const [values, setValues] = useState<readonly string[]>(keys.map((key) => address[key] ?? ''));
  const [tried, setTried] = useState(false);
  const [first = '', second = ''] = values;
  const ranged = criterion.kind === 'range' || criterion.kind === 'days';
  const problems = ranged ? rangeProblems(criterion.kind, first.trim(), second.trim()) : {};
  const apply = (texts: readonly string[]): void => {
    const rest = without(address, keys);
    const set = keys.flatMap((key, i) =>
      (texts[i] ?? '').trim() === '' ? [] : [[key, (texts[i] ?? '').trim()]],
    );
    props.onApply({ ...rest, ...Object.fromEntries(set) });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) apply(values);
  };
  if (criterion.kind === 'choice') {
    return (
      <div className={css.choices} role="radiogroup" aria-label={criterion.title}>
        {criterion.choices.map((choice) => (
          <button
            key={choice.value}
            type="button"
            role="radio"
            aria-checked={choice.value === first}
            className={css.choice}
            onClick={() => apply([choice.value])}
          >
            {choice.label}
          </button>
        ))}
      </div>
    );
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {keys.map((key, i) => {
        const label = !ranged
          ? criterion.title
          : i === 0
            ? t(criterion.kind === 'days' ? 'common.filter.after' : 'common.filter.min')
            : t(criterion.kind === 'days' ? 'common.filter.before' : 'common.filter.max');
        const problem = tried ? (i === 0 ? problems.from : problems.to) : undefined;
        return (
          <TextField
            key={key}
            label={label}
            value={values[i] ?? ''}
            type={criterion.kind === 'days' ? 'date' : 'text'}
            data-autofocus={i === 0 ? true : undefined}
            description={criterion.kind === 'text' ? criterion.help : undefined}
            error={problem === undefined ? undefined : t(`common.filter.${problem}`)}
            onText={(text) => setValues(values.map((old, at) => (at === i ? text : old)))}
          />
        );
      })}
      <div className={css.actions}>
        <Button variant="primary" type="submit">
          {t('common.apply')}
        </Button>
      </div>
    </form>
  );
}

/** Search as typed, the filters that are on as chips, and a menu of those that can be added. */
export function FilterBar(props: {
  address: Address;
  onChange: (address: Address) => void;
  criteria: readonly Criterion[];
  /** Placeholder and name of the search field. */
  search: string;
  end?: ReactNode;
}): ReactNode {
  const { t } = useWords();
  const chipText = useChipText();
  const [editing, setEditing] = useState<string | null>(null);
  const { address, criteria, onChange } = props;
  const on = criteria.filter((criterion) => isOn(criterion, address));
  const shown = criteria.filter((criterion) => isOn(criterion, address) || criterion.key === editing);
  const off = criteria.filter((criterion) => !isOn(criterion, address));
  return (
    <div className={css.bar} role="search">
      <div className={css.search}>
        <SearchField
          value={address['search'] ?? ''}
          label={props.search}
          onSearch={(text) =>
            onChange(text === '' ? without(address, ['search']) : { ...address, search: text })
          }
        />
      </div>
      {shown.map((criterion) => (
        <Chip
          key={criterion.key}
          name={criterion.title}
          onRemove={() => {
            setEditing(null);
            onChange(without(address, keysOf(criterion)));
          }}
          open={(words) => (
            <Popover
              opened={editing === criterion.key}
              onClose={() => setEditing(null)}
              label={criterion.title}
              width={criterion.kind === 'choice' ? 220 : 260}
              target={cloneElement(words as ReactElement<{ onClick: () => void }>, {
                onClick: () => setEditing(criterion.key),
              })}
            >
              <Editor
                criterion={criterion}
                address={address}
                onApply={(next) => {
                  setEditing(null);
                  onChange(next);
                }}
              />
            </Popover>
          )}
        >
          {isOn(criterion, address) ? chipText(criterion, address) : criterion.title}
        </Chip>
      ))}
      {off.length > 0 && (
        <Menu
          target={<Button icon={<Plus aria-hidden="true" size={14} />}>{t('common.filter.add')}</Button>}
          items={off.map((criterion) => ({
            label: criterion.title,
            onSelect: () => setEditing(criterion.key),
          }))}
        />
      )}
      {on.length > 1 && (
        <LinkButton
          className={css.clear}
          onClick={() => onChange(without(address, criteria.flatMap(keysOf)))}
        >
          {t('common.clearFilters')}
        </LinkButton>
      )}
      <div className={css.end}>{props.end}</div>
    </div>
  );
}
