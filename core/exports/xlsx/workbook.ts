import type { ColumnType } from '../definition.ts';
import type { About, Sink, TableWriter } from '../sink.ts';
import { cellXml, textCell, type Counter } from './cell.ts';
import { COLUMNS, STYLE, stylesXml } from './styles.ts';
import { columnName, xmlText } from './xml.ts';
import { zipWriter, type ZipPart, type ZipWriter } from './zip.ts';

/**
 * An XLSX file written row by row: typed cells, headings that stay in sight, filter buttons, a last sheet that says what
 * the file is. Past the rows a sheet may have, another sheet begins.
 */

/** A sheet ends at 1,048,576 rows; the first is the headings. */
export const MOST_ROWS = 1_048_575;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** What a sheet's name may not hold; it has 31 characters at most. */
const sheetName = (text: string): string => text.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 28);

export interface WorkbookOptions {
  readonly title: string;
  readonly aboutTitle: string;
  readonly headings: readonly string[];
  readonly types: readonly ColumnType[];
  /** Smaller in tests. */
  readonly mostRows?: number;
}

export async function xlsxWriter(sink: Sink, options: WorkbookOptions): Promise<TableWriter> {
  const writer = new Workbook(zipWriter(sink), options);
  await writer.begin();
  return writer;
}

class Workbook implements TableWriter {
  readonly #zip: ZipWriter;
  readonly #options: WorkbookOptions;
  readonly #names: string[] = [];
  readonly #ends: number[] = [];
  readonly #counter: Counter = { textAmounts: 0, cutTexts: 0 };
  #sheet: ZipPart | null = null;
  #row = 0;

  constructor(zip: ZipWriter, options: WorkbookOptions) {
    this.#zip = zip;
    this.#options = options;
  }

  async begin(): Promise<void> {
    await this.#put('xl/styles.xml', stylesXml());
    await this.#beginSheet();
  }

  async page(rows: readonly (readonly (string | number | null)[])[]): Promise<void> {
    const most = this.#options.mostRows ?? MOST_ROWS;
    let text = '';
    for (const row of rows) {
      if (this.#row > most) {
        await this.#write(text);
        text = '';
        await this.#endSheet();
        await this.#beginSheet();
      }
      text += this.#rowXml(row);
    }
    await this.#write(text);
  }

  async finish(about: Parameters<TableWriter['finish']>[0]): Promise<void> {
    await this.#endSheet();
    await this.#aboutSheet(about({ ...this.#counter }));
    const sheets = this.#names.map((name, i) => ({ name, file: `sheet${i + 1}.xml`, id: `rId${i + 1}` }));
    // Where the filter buttons are, as spreadsheets themselves write it beside them.
    const filters = this.#ends.map(
      (end, i) =>
        `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">'${xmlText(sheets[i]?.name ?? '')}'!$A$1:$${this.#last()}$${end}</definedName>`,
    );
    await this.#put(
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets
        .map(({ name, id }, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="${id}"/>`)
        .join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`,
    );
    await this.#put(
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${sheets
        .map(
          ({ file, id }) =>
            `<Relationship Id="${id}" Type="${RELATIONS}/worksheet" Target="worksheets/${file}"/>`,
        )
        .join(
          '',
        )}<Relationship Id="rIdStyles" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    );
    await this.#put(
      '_rels/.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    );
    await this.#put(
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/>${sheets
        .map(
          ({ file }) => `<Override PartName="/xl/worksheets/${file}" ContentType="${KIND}.worksheet+xml"/>`,
        )
        .join('')}</Types>`,
    );
    await this.#zip.finish();
  }

  #last(): string {
    return columnName(this.#options.headings.length - 1);
  }

  #rowXml(row: readonly (string | number | null)[]): string {
    this.#row += 1;
    const cells = row.map((value, i) =>
      cellXml(`${columnName(i)}${this.#row}`, value, this.#options.types[i] ?? 'text', this.#counter),
    );
    return `<row r="${this.#row}">${cells.join('')}</row>`;
  }

  async #beginSheet(): Promise<void> {
    const { title, headings, types } = this.#options;
    const number = this.#names.length + 1;
    this.#names.push(number === 1 ? sheetName(title) : `${sheetName(title).slice(0, 24)} ${number}`);
    this.#sheet = await this.#zip.part(`xl/worksheets/sheet${number}.xml`);
    const widths = types.map(
      (type, i) => `<col min="${i + 1}" max="${i + 1}" width="${COLUMNS[type].width}" customWidth="1"/>`,
    );
    const cells = headings.map((heading, i) => textCell(`${columnName(i)}1`, heading, STYLE.heading));
    await this.#write(
      `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"${number === 1 ? ' tabSelected="1"' : ''}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${cells.join('')}</row>`,
    );
    this.#row = 1;
  }

  async #endSheet(): Promise<void> {
    this.#ends.push(this.#row);
    await this.#write(
      `</sheetData><autoFilter ref="A1:${this.#last()}${this.#row}"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`,
    );
    await this.#sheet?.end();
    this.#sheet = null;
  }

  async #aboutSheet(about: About): Promise<void> {
    const number = this.#names.length + 1;
    this.#names.push(sheetName(this.#options.aboutTitle));
    const rows = about.facts.map(
      ([label, value], i) =>
        `<row r="${i + 3}">${textCell(`A${i + 3}`, label, STYLE.label)}${textCell(`B${i + 3}`, value, STYLE.plain)}</row>`,
    );
    await this.#put(
      `xl/worksheets/sheet${number}.xml`,
      `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="90" customWidth="1"/></cols><sheetData><row r="1">${textCell('A1', about.title, STYLE.title)}</row>${rows.join('')}</sheetData></worksheet>`,
    );
  }

  async #write(text: string): Promise<void> {
    if (text !== '') await this.#sheet?.write(text);
  }

  async #put(name: string, text: string): Promise<void> {
    const part = await this.#zip.part(name);
    await part.write(text);
    await part.end();
  }
}
