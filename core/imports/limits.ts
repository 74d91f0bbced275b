/** Limits while inflating (sync-and-safety section 10, row 19). */
export const MAX_ENTRIES = 10_000;
/** A workbook is held in memory while it is read: its own bytes, and what it inflates to. */
export const MAX_WORKBOOK_BYTES = 256 * 1024 * 1024;
export const MAX_WORKBOOK_INFLATED = 1536 * 1024 * 1024;
