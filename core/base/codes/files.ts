import type { ErrorFact } from './fact.ts';

/** Files in and out. */
export const filesCodes = {
  IMPORT_NOT_RECOGNISED: {
    meaning: 'The file is not of a known format.',
    advice: 'Use a Huawei Cloud usage or bill file, or a FOCUS CSV.',
    exit: 65,
  },
  IMPORT_NOT_COST_DATA: {
    meaning: 'The file is a FOCUS data set without costs.',
    advice: 'Import the cost and usage data set.',
    exit: 65,
  },
  IMPORT_COLUMN_MISSING: {
    meaning: 'The file lacks required columns.',
    advice: 'Export it again with the named columns.',
    exit: 65,
  },
  IMPORT_TRUNCATED: {
    meaning: 'The file ends too early.',
    advice: 'Fetch it again; nothing was imported.',
    exit: 65,
  },
  IMPORT_ENCODING: {
    meaning: 'The text encoding of the file was not understood.',
    advice: 'Save it as UTF-8 or GB18030.',
    exit: 65,
  },
  IMPORT_TOO_LARGE: {
    meaning: 'The file exceeds a limit.',
    advice: 'See the limit named; split the file or free disk space.',
    exit: 65,
  },
  IMPORT_OLDER: {
    meaning: 'A newer file of this month is already imported.',
    advice: 'Nothing to do; the newer file holds the whole month.',
    exit: 0,
  },
  IMPORT_SHRUNK: {
    meaning: 'The file is much smaller than the one it would replace.',
    advice: 'Check it; import it by hand if it is right.',
    exit: 65,
  },
  IMPORT_UNKNOWN: { meaning: 'There is no such import.', advice: 'See the import history.', exit: 66 },
  IMPORT_NO_ROWS: {
    meaning: "None of the file's rows can be used.",
    advice: 'See the reasons listed; nothing was imported.',
    exit: 65,
  },
  IMPORT_FILE_CHANGED: {
    meaning: 'The file has changed since it was checked.',
    advice: 'Check it again; nothing was imported.',
    exit: 65,
  },
  IMPORT_ORIGINAL_MISSING: {
    meaning: 'The kept copy of an imported file is missing.',
    advice: 'Import the file again.',
    exit: 66,
  },
  FILE_UNREADABLE: {
    meaning: 'The file cannot be read.',
    advice: 'Check that it exists and may be read.',
    exit: 66,
  },
  EXPORT_PRECAUTIONS: {
    meaning: 'The precautions for exported files were not acknowledged.',
    advice: 'Read them and choose "Got it"; on the command line, add --acknowledged.',
    exit: 64,
  },
  EXPORT_NOT_READY: {
    meaning: 'The export has no file: it is not completed.',
    advice: 'Wait until it is completed, or export again.',
    exit: 75,
  },
  EXPORT_FILE_MISSING: {
    meaning: 'The file of this export is not there any more.',
    advice: 'It was deleted or moved; export again.',
    exit: 66,
  },
  EXPORT_INTERRUPTED: {
    meaning: 'The program ended while the file was being written.',
    advice: 'Export again; nothing of the unfinished file is left.',
    exit: 75,
  },
  EXPORT_STOPPED: {
    meaning: 'The export was stopped before its end.',
    advice: 'Export again when the file is wanted; nothing of it is left.',
    exit: 75,
  },
  EXPORT_TOO_LARGE: {
    meaning: 'The workbook would be larger than 4 GB.',
    advice: 'Narrow the filter, or export as CSV, which has no limit.',
    exit: 65,
  },
} as const satisfies Record<string, ErrorFact>;
