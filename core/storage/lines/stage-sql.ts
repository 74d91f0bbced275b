import { identifier, literal, literalPath } from './engine.ts';
import { MISSING_WORDS } from './plan.ts';
import type { StagePlan, TextField } from './plan.ts';
import { LINE_AMOUNTS, LINE_TEXTS, MEASURES, pair } from './schema.ts';

/** Limits of streamed text (sync-and-safety section 10, row 19). */
export const MAX_CELL_BYTES = 1024 * 1024;
export const MAX_LINE_BYTES = 8 * 1024 * 1024;

/** Separates code, heading and value in the `reject` column. */
export const REJECT_SEPARATOR = '\u001f';

const column = (index: number): string => `c${index}`;

/** Nearly all amounts: exact through BIGINT without another look, for 8 decimals or fewer lose nothing at 1e-8. */
const PLAIN = String.raw`'-?[0-9]{1,10}([.][0-9]{0,8})?'`;
/** Any plain decimal that has at most 16 decimals which are not trailing zeros. */
const LONG = String.raw`'[+-]?[0-9]*([.][0-9]{0,16}0*)?'`;
/** Digits in groups of three, a currency sign, brackets for negatives. */
const DRESSED = String.raw`'[(]?[+-]?[$¥￥€£]?[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]+)?[)]?'`;

/** A text as a bare decimal where it was dressed up; NULL when it is none. Exponents are refused: nothing rounds them. */
const undressed = (c: string): string => `CASE
  WHEN regexp_full_match(trim(${c}), '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)') THEN trim(${c})
  WHEN regexp_full_match(trim(${c}), ${DRESSED}) AND (trim(${c})[1] = '(') = (trim(${c})[-1] = ')')
    AND NOT (trim(${c})[1] = '(' AND contains(${c}, '-'))
  THEN CASE WHEN trim(${c})[1] = '(' THEN '-' ELSE '' END || regexp_replace(trim(${c}), '[(),$¥￥€£]', '', 'g') END`;

/**
 * Columns `<name>_p` (is PLAIN, judged once: three million pattern matches per million lines cost more than the load) and
 * `<name>_t` (bare decimal text, NULL when it is none). The second look costs only where it is needed.
 */
const plainColumn = (c: string, name: string): string =>
  `coalesce(regexp_full_match(${c}, ${PLAIN}), true) AS ${name}_p`;
const amountText = (c: string, name: string): string =>
  `CASE WHEN ${name}_p THEN ${c} ELSE ${undressed(c)} END AS ${name}_t`;

/** The two integers and the number of decimals written, from `<name>_t`. */
function amountColumns(name: string): string[] {
  const t = `${name}_t`;
  const [e8, r16] = pair(name);
  const fraction = `rpad(CASE WHEN contains(${t}, '.') THEN rtrim(split_part(${t}, '.', 2), '0') ELSE '' END, 16, '0')`;
  const sign = `CASE WHEN starts_with(${t}, '-') THEN '-' ELSE '' END`;
  const whole = `coalesce(nullif(ltrim(split_part(${t}, '.', 1), '+-'), ''), '0')`;
  const fits = `regexp_full_match(${t}, ${LONG})`;
  return [
    `CASE WHEN ${name}_p THEN TRY_CAST(${t} || 'e8' AS BIGINT)
      WHEN ${fits} THEN TRY_CAST(${sign} || ${whole} || left(${fraction}, 8) AS BIGINT) END AS ${e8}`,
    `CASE WHEN ${name}_p THEN CASE WHEN ${t} IS NULL THEN NULL ELSE 0 END
      WHEN ${fits} THEN TRY_CAST(${sign} || substr(${fraction}, 9, 8) AS BIGINT) END AS ${r16}`,
  ];
}

const scaleColumn = (name: string): string =>
  `CASE WHEN contains(${name}_t, '.') THEN CAST(length(${name}_t) - strpos(${name}_t, '.') AS SMALLINT) ELSE 0 END AS ${name}_scale`;

/** Microsecond-free instant in ms UTC; the first of a start and an end in one cell counts. */
function instantExpression(c: string, zone: number): string {
  const stamp = `CASE WHEN length(${c}) >= 19 AND ${c}[17] = ':' THEN left(${c}, 19)
    ELSE regexp_extract(${c}, '^[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?') END`;
  const rest = `ltrim(substr(${c}, 20))`;
  const hours = `CASE
    WHEN ${rest} = '' THEN ${zone}
    WHEN starts_with(${rest}, 'Z') OR starts_with(${rest}, 'UTC') THEN 0
    WHEN regexp_matches(${rest}, '^([.][0-9]+)?(GMT)?[+-][0-9]{2}') THEN
      CAST(regexp_extract(${rest}, '([+-][0-9]{2})', 1) AS INTEGER)
    WHEN regexp_matches(${rest}, '^[.][0-9]+Z') THEN 0
    ELSE ${zone} END`;
  // The documented form first: '2026-10-05T02:00:00Z'.
  return `CASE WHEN length(${c}) = 20 AND ends_with(${c}, 'Z') THEN epoch_ms(TRY_CAST(${c} AS TIMESTAMP))
    ELSE epoch_ms(TRY_CAST(replace(${stamp}, '/', '-') AS TIMESTAMP)) - 3600000 * (${hours}) END`;
}

const monthOf = (ms: string, zone: number): string =>
  `strftime(make_timestamp_ms(${ms} + ${zone * 3_600_000}), '%Y-%m')`;

function periodExpression({ column: index, kind, zone = 0 }: StagePlan['period']): string {
  const c = column(index);
  if (kind === 'instant') return monthOf(`(${instantExpression(c, zone)})`, 8);
  return `CASE
    WHEN regexp_full_match(${c}, '[0-9]{4}-(0[1-9]|1[0-2])') THEN ${c}
    WHEN regexp_full_match(${c}, '[0-9]{4}(0[1-9]|1[0-2])') THEN left(${c}, 4) || '-' || right(${c}, 2) END`;
}

function textExpression(field: TextField): string {
  const join = (columns: readonly number[]): string => `(${columns.map(column).join(` || ':' || `)})`;
  const joined = field.orElse
    ? `coalesce(${join(field.columns)}, ${join(field.orElse)})`
    : join(field.columns);
  const text = field.lower ? `lower(${joined})` : joined;
  if (!field.codes) return text;
  const cases = Object.entries(field.codes).map(
    ([code, word]) => `WHEN ${literal(code)} THEN ${literal(word)}`,
  );
  return `CASE ${text} ${cases.join(' ')} ELSE ${text} END`;
}

/** One JSON object of the unknown columns that have a value; NULL when none has. */
function extraExpression(plan: StagePlan): string {
  const entries = plan.extra.map(
    ({ heading, column: index }) =>
      `CASE WHEN ${column(index)} IS NOT NULL THEN ${literal(`${JSON.stringify(heading)}:`)} || CAST(to_json(${column(index)}) AS VARCHAR) END`,
  );
  // A quantity that is no plain decimal is kept as written instead of costing its line.
  if (plan.usage !== null) {
    const c = column(plan.usage);
    const heading = literal(`${JSON.stringify(plan.headings[plan.usage] ?? 'usage')}:`);
    entries.push(
      `CASE WHEN ${c} IS NOT NULL AND usage_e8 IS NULL THEN ${heading} || CAST(to_json(${c}) AS VARCHAR) END`,
    );
  }
  if (entries.length === 0) return 'NULL';
  return `'{' || nullif(concat_ws(',', ${entries.join(', ')}), '') || '}'`;
}

/** Why a row is not accepted: code, heading and value; NULL for a good one. */
function rejectExpression(plan: StagePlan): string {
  const reason = (code: string, index: number | null): string =>
    index === null
      ? literal(code)
      : `${literal(`${code}${REJECT_SEPARATOR}${plan.headings[index] ?? ''}${REJECT_SEPARATOR}`)} || left(coalesce(${column(index)}, ''), 80)`;
  const cases: string[] = [];
  const fine: string[] = [];
  const check = (condition: string, code: string, index: number | null): void => {
    cases.push(`WHEN ${condition} THEN ${reason(code, index)}`);
  };
  // A row that is fine in every respect, which nearly all are, is not looked at twice.
  const lengths = Array.from({ length: plan.width }, (_, index) => `strlen(${column(index)})`);
  fine.push(`coalesce(${lengths.join(', 0) + coalesce(')}, 0) <= ${MAX_CELL_BYTES}`, 'period IS NOT NULL');
  check(`greatest(0, ${lengths.join(', ')}) > ${MAX_CELL_BYTES}`, 'LINE_CELL_TOO_LARGE', null);
  check('period IS NULL', 'LINE_PERIOD_INVALID', plan.period.column);
  if (plan.instant) {
    const c = column(plan.instant.column);
    fine.push(`(charged_at IS NOT NULL OR ${c} IS NULL)`);
    check(`charged_at IS NULL AND ${c} IS NOT NULL`, 'LINE_DATE_INVALID', plan.instant.column);
  }
  const present = (index: number): void => {
    fine.push(`${column(index)} IS NOT NULL`);
    check(`${column(index)} IS NULL`, 'LINE_VALUE_MISSING', index);
  };
  for (const index of plan.scope.columns) present(index);
  for (const { required, columns, orElse } of plan.texts) {
    if (required) for (const index of orElse ?? columns) present(index);
  }
  for (const { target, column: index, required } of plan.amounts) {
    const [e8, r16] = pair(target);
    const c = column(index);
    if (required) present(index);
    fine.push(`${target}_p`, `(${c} IS NULL OR ${e8} IS NOT NULL)`);
    check(`${c} IS NOT NULL AND ${target}_t IS NULL`, 'LINE_AMOUNT_INVALID', index);
    check(
      `${c} IS NOT NULL AND NOT regexp_full_match(${target}_t, ${LONG})`,
      'LINE_AMOUNT_TOO_PRECISE',
      index,
    );
    check(`${c} IS NOT NULL AND (${e8} IS NULL OR ${r16} IS NULL)`, 'LINE_AMOUNT_INVALID', index);
  }
  return `CASE WHEN ${fine.join(' AND ')} THEN NULL ${cases.join('\n')} END`;
}

/** The columns the stage has beside those of a line. */
export const STAGE_EXTRA_COLUMNS: readonly string[] = [
  'scope VARCHAR',
  'reject VARCHAR',
  ...MEASURES.map((name) => `${name}_scale SMALLINT`),
];

/** Groups of the date at the beginning of a text: its parts in the order of the file. */
const DATE = {
  ymd: {
    pattern: String.raw`^\s*([0-9]{4})[./年-]([0-9]{1,2})[./月-]([0-9]{1,2})日?`,
    year: 1,
    month: 2,
    day: 3,
  },
  dmy: { pattern: String.raw`^\s*([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})`, year: 3, month: 2, day: 1 },
  mdy: { pattern: String.raw`^\s*([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})`, year: 3, month: 1, day: 2 },
} as const;
const MONTH = String.raw`^\s*([0-9]{4})[./年-]([0-9]{1,2})月?\s*$`;

/** A date or month as YYYY-MM-DD or YYYY-MM with whatever follows it; a text that is none stays as it is. */
function plainDateText(c: string, order: keyof typeof DATE): string {
  const { pattern, year, month, day } = DATE[order];
  const part = (of: string, group: number, width: number): string =>
    `lpad(regexp_extract(${c}, ${literal(of)}, ${group}), ${width}, '0')`;
  return `CASE WHEN regexp_matches(${c}, ${literal(pattern)})
    THEN ${part(pattern, year, 4)} || '-' || ${part(pattern, month, 2)} || '-' || ${part(pattern, day, 2)}
      || regexp_replace(${c}, ${literal(pattern)}, '')
    WHEN regexp_matches(${c}, ${literal(MONTH)}) THEN ${part(MONTH, 1, 4)} || '-' || ${part(MONTH, 2, 2)} ELSE ${c} END`;
}

/** Dots or spaces in groups of three and a decimal comma; a decimal point in such a file is a doubt, so it is refused. */
const COMMA = String.raw`^\s*[(]?[+-]?[$¥￥€£]?[+-]?([0-9]{1,3}([. ][0-9]{3})+|[0-9]+)(,[0-9]+)?[)]?\s*$`;
const commaAmount = (c: string): string => `CASE WHEN ${c} IS NULL THEN NULL
  WHEN regexp_matches(${c}, ${literal(COMMA)}) THEN replace(regexp_replace(${c}, '[. ]', '', 'g'), ',', '.')
  ELSE '?' || ${c} END`;

/** The file's own way of writing, rewritten column by column. */
function rewritten(plan: StagePlan): string {
  const { written } = plan;
  if (!written) return '*';
  const dates = written.dateColumns.map(
    (index) => [index, plainDateText(column(index), written.dates)] as const,
  );
  const amounts =
    written.decimal === ','
      ? written.amountColumns.map((index) => [index, commaAmount(column(index))] as const)
      : [];
  const all = new Map([...dates, ...amounts]);
  if (all.size === 0) return '*';
  return `* REPLACE (${[...all].map(([index, sql]) => `${sql} AS ${column(index)}`).join(', ')})`;
}

/** SELECT that reads one CSV part (UTF-8, plain) into the columns of the stage. */
export function stageSelect(plan: StagePlan, file: string): string {
  const columns = Array.from({ length: plan.width }, (_, index) => `'${column(index)}': 'VARCHAR'`).join(
    ', ',
  );
  const words = MISSING_WORDS.map(literal).join(', ');
  const source = `read_csv(${literal(literalPath(file))}, auto_detect = false, header = true, delim = ${literal(plan.delimiter)},
    quote = '"', escape = '"', columns = {${columns}}, nullstr = [${words}], max_line_size = ${MAX_LINE_BYTES},
    buffer_size = ${MAX_LINE_BYTES}, store_rejects = true, rejects_limit = 0)`;

  const mapped = new Map(plan.amounts.map(({ target, column: index }) => [target as string, index]));
  const quantities = plan.usage === null ? [] : [['usage', plan.usage] as const];
  const amounts = [...mapped, ...quantities];
  const plain = amounts.map(([name, index]) => plainColumn(column(index), name));
  const texts = amounts.map(([name, index]) => amountText(column(index), name));
  const instant = plan.instant
    ? instantExpression(column(plan.instant.column), plan.instant.zone)
    : 'CAST(NULL AS BIGINT)';
  const typed = [
    `${periodExpression(plan.period)} AS period`,
    `${instant} AS charged_at`,
    ...[...mapped.keys(), ...quantities.map(([name]) => name)].flatMap(amountColumns),
    ...MEASURES.filter((name) => mapped.has(name)).map(scaleColumn),
  ];

  const fields = new Map(plan.texts.map((field) => [field.target as string, field]));
  const text = (name: string): string => {
    const field = fields.get(name);
    if (field) return textExpression(field);
    if (name === 'currency' && plan.currency !== null) return literal(plan.currency);
    if (name === 'kind' && plan.kindBySign) {
      return `CASE WHEN payable_e8 < 0 OR payable_r16 < 0 THEN 'refund' ELSE 'consumption' END`;
    }
    return 'CAST(NULL AS VARCHAR)';
  };
  const dayZone = (plan.instant?.dayZone ?? 0) * 3_600_000;
  const known = new Set([...mapped.keys(), ...quantities.map(([name]) => name)]);
  const output = [
    'period',
    plan.instant
      ? `CAST(make_timestamp_ms(charged_at + ${dayZone}) AS DATE) AS "day"`
      : 'CAST(NULL AS DATE) AS "day"',
    'charged_at',
    ...LINE_TEXTS.map((name) => `${text(name)} AS ${identifier(name)}`),
    ...[...LINE_AMOUNTS, 'usage'].flatMap((name) =>
      pair(name).map((c) => (known.has(name) ? c : `CAST(NULL AS BIGINT) AS ${c}`)),
    ),
    `${extraExpression(plan)} AS extra`,
    `${[literal(plan.scope.prefix), ...plan.scope.columns.map(column)].join(` || '|' || `)} AS scope`,
    `${rejectExpression(plan)} AS reject`,
    ...MEASURES.map((name) =>
      mapped.has(name) ? `${name}_scale` : `CAST(NULL AS SMALLINT) AS ${name}_scale`,
    ),
  ];
  return `SELECT ${output.join(',\n')}
    FROM (SELECT *, ${typed.join(',\n')} FROM (SELECT *${texts.map((t) => `, ${t}`).join('')}
      FROM (SELECT *${plain.map((p) => `, ${p}`).join('')} FROM (SELECT ${rewritten(plan)} FROM ${source}))))`;
}
