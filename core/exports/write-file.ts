import fs from 'node:fs/promises';
import { throwIfStopped, type Stop } from './stop.ts';
import type { About, TableWriter, WriterNotes } from './sink.ts';
import { fileSink } from './sink.ts';
import { headingOf, valuesOf, type CellOptions } from './cells.ts';
import { csvWriter } from './csv.ts';
import type { ExportColumn, Pages } from './definition.ts';
import { xlsxWriter } from './xlsx/workbook.ts';

/** What becomes a file, and how. */
export interface FileOrder extends CellOptions {
  readonly format: 'csv' | 'xlsx';
  readonly title: string;
  readonly aboutTitle: string;
  readonly columns: readonly ExportColumn[];
  readonly pages: Pages;
  /** What the file says about itself, told at its end. */
  readonly about: (rows: number, notes: WriterNotes) => About;
  readonly stop?: Stop;
  /** Called after each page with the rows so far. */
  readonly onRows?: (rows: number) => void;
}

/**
 * Writes a file of its own (mode 0600) under a working name and gives it its own name when it is whole and flushed: who
 * finds the file finds all of it. Nothing stays behind when it fails. One page is in memory at a time.
 * @throws CodedError EXPORT_STOPPED, EXPORT_TOO_LARGE; errors of the file system as they are
 */
export async function writeExport(path: string, order: FileOrder): Promise<{ rows: number; bytes: number }> {
  const aside = `${path}.part`;
  try {
    const handle = await fs.open(aside, 'w', 0o600);
    let written: { rows: number; bytes: number };
    try {
      const sink = fileSink(handle);
      const writer = await writerOf(sink, order);
      const rows = await copy(writer, order);
      await writer.finish((notes) => order.about(rows, notes));
      await handle.sync();
      written = { rows, bytes: sink.bytes };
    } finally {
      await handle.close();
    }
    throwIfStopped(order.stop);
    await fs.rename(aside, path);
    return written;
  } catch (error) {
    await fs.rm(aside, { force: true }).catch(() => undefined);
    throw error;
  }
}

function writerOf(sink: ReturnType<typeof fileSink>, order: FileOrder): Promise<TableWriter> {
  const headings = order.columns.map((column) => headingOf(column, order.language));
  const types = order.columns.map((column) => column.type);
  if (order.format === 'csv') return csvWriter(sink, headings, types);
  const { title, aboutTitle } = order;
  return xlsxWriter(sink, { title, aboutTitle, headings, types });
}

async function copy(writer: TableWriter, order: FileOrder): Promise<number> {
  let rows = 0;
  for await (const page of order.pages) {
    throwIfStopped(order.stop);
    await writer.page(page.map((row) => valuesOf(row, order.columns, order)));
    rows += page.length;
    order.onRows?.(rows);
    // Other questions are answered between two pages.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return rows;
}
