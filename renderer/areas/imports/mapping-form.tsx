import { useState, type ReactNode } from 'react';
import type { CodedError } from '../../../core/base/errors.ts';
import {
  mappedField,
  type ImportInspection,
  type ImportMapping,
  type MappedField,
} from '../../../core/contract/imports.ts';
import { Card } from '../../ui/card.tsx';
import { Button, Segments, Select, TextField } from '../../ui/controls.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './imports.module.css';

/** Whether a mapping says all that is needed to read lines. */
function isComplete({ columns, currency, source }: ImportMapping): boolean {
  const dated = columns.period !== undefined || columns.day !== undefined;
  const priced = columns.currency !== undefined || (currency ?? '').length === 3;
  return (
    columns.payable !== undefined &&
    columns.customerId !== undefined &&
    dated &&
    priced &&
    source.trim() !== ''
  );
}

/** What the columns of a file of no known format are: said once, remembered for its headings. */
export function MappingForm(props: {
  file: ImportInspection;
  error: CodedError | null;
  onCheck: (mapping: ImportMapping) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { file } = props;
  const [mapping, setMapping] = useState(file.mapping);
  const change = (part: Partial<ImportMapping>): void => setMapping((now) => ({ ...now, ...part }));
  return (
    <Card title={t('imports.mapping.title', { name: file.name })} id="mapping">
      <p className={css.verdict}>
        {t(file.remembered ? 'imports.mapping.remembered' : 'imports.mapping.help')}
      </p>
      <Sample file={file} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onCheck(mapping);
        }}
      >
        <Columns
          headings={file.headings}
          columns={mapping.columns}
          onChange={(columns) => change({ columns })}
        />
        <Writing mapping={mapping} onChange={change} />
        <FormError error={props.error} />
        <div className={css.buttons}>
          <Button type="submit" variant="primary" disabled={!isComplete(mapping)}>
            {t('imports.mapping.check')}
          </Button>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        </div>
        {!isComplete(mapping) && <p className="quiet">{t('imports.mapping.needed')}</p>}
      </form>
    </Card>
  );
}

function Sample({ file }: { file: ImportInspection }): ReactNode {
  const { t } = useWords();
  return (
    <div className={css.sample}>
      <PlainTable
        label={t('imports.mapping.sample')}
        rows={file.sample.map((cells, no) => ({ cells, no }))}
        rowKey={({ no }) => String(no)}
        columns={file.headings.map((heading, index) => ({
          key: String(index),
          title: heading,
          cell: ({ cells }: { cells: string[] }) => cells[index] ?? '',
        }))}
      />
    </div>
  );
}

function Columns(props: {
  headings: readonly string[];
  columns: ImportMapping['columns'];
  onChange: (columns: ImportMapping['columns']) => void;
}): ReactNode {
  const { t } = useWords();
  const choices = [
    { value: '', label: t('imports.mapping.none') },
    ...[...new Set(props.headings)]
      .filter((heading) => heading !== '')
      .map((value) => ({ value, label: value })),
  ];
  const set = (field: MappedField, heading: string): void => {
    const { [field]: _gone, ...rest } = props.columns;
    props.onChange(heading === '' ? rest : { ...rest, [field]: heading });
  };
  return (
    <fieldset className={css.fields}>
      <legend>{t('imports.mapping.columns')}</legend>
      {mappedField.options.map((field) => (
        <Select
          key={field}
          label={t(`imports.mapping.fields.${field}`)}
          choices={choices}
          value={props.columns[field] ?? ''}
          onChange={(heading) => set(field, heading ?? '')}
        />
      ))}
    </fieldset>
  );
}

function Writing(props: {
  mapping: ImportMapping;
  onChange: (part: Partial<ImportMapping>) => void;
}): ReactNode {
  const { t } = useWords();
  const { mapping, onChange } = props;
  return (
    <div className={css.fields}>
      <TextField
        label={t('imports.mapping.source')}
        description={t('imports.mapping.sourceHelp')}
        value={mapping.source}
        onText={(source) => onChange({ source })}
      />
      {mapping.columns.currency === undefined && (
        <TextField
          label={t('imports.mapping.currency')}
          description={t('imports.mapping.currencyHelp')}
          value={mapping.currency ?? ''}
          maxLength={3}
          onText={(text) => onChange({ currency: text === '' ? null : text.toUpperCase() })}
        />
      )}
      <Labelled label={t('imports.mapping.decimal')}>
        <Segments
          label={t('imports.mapping.decimal')}
          choices={[
            { value: '.', label: t('imports.mapping.decimals.point') },
            { value: ',', label: t('imports.mapping.decimals.comma') },
          ]}
          value={mapping.decimal}
          onChange={(decimal) => onChange({ decimal: decimal === ',' ? ',' : '.' })}
        />
      </Labelled>
      <Labelled label={t('imports.mapping.dates')}>
        <Segments
          label={t('imports.mapping.dates')}
          choices={(['ymd', 'dmy', 'mdy'] as const).map((value) => ({
            value,
            label: t(`imports.mapping.orders.${value}`),
          }))}
          value={mapping.dates}
          onChange={(dates) => onChange({ dates: dates as ImportMapping['dates'] })}
        />
      </Labelled>
    </div>
  );
}

function Labelled(props: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <span className={css.label}>{props.label}</span>
      {props.children}
    </div>
  );
}
