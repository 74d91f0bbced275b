import type { ErrorFact } from './fact.ts';

/** The program itself: its input, its files, its workspace. */
export const programCodes = {
  INTERNAL: {
    meaning: 'Something went wrong inside Partner Desk.',
    advice: 'Try again; if it happens again, send the log to support.',
    exit: 70,
  },
  INPUT_INVALID: {
    meaning: 'The input is not of the expected form.',
    advice: 'Correct the named fields and try again.',
    exit: 64,
  },
  USAGE: { meaning: 'The command line was not understood.', advice: 'See `partner-desk help`.', exit: 64 },
  NOT_FOUND: {
    meaning: 'There is no such record.',
    advice: 'Check the id; the record may have left with the last sync.',
    exit: 66,
  },
  NOT_PERMITTED: { meaning: 'The acting person may not do this.', advice: 'Ask an administrator.', exit: 77 },
  AMOUNT_INVALID: {
    meaning: 'The text is not a decimal amount.',
    advice: 'Use digits with at most one dot, such as 1234.50.',
    exit: 65,
  },
  AMOUNT_TOO_PRECISE: {
    meaning: 'The amount has more decimals than can be kept.',
    advice: 'Report the source of the figure; nothing was rounded.',
    exit: 65,
  },
  PERIOD_INVALID: {
    meaning: 'The text is not a billing month.',
    advice: 'Write months as YYYY-MM.',
    exit: 64,
  },
  INSTANT_INVALID: {
    meaning: 'The text is not an instant in UTC.',
    advice: 'Write instants as YYYY-MM-DDTHH:MM:SSZ.',
    exit: 65,
  },
  WORKSPACE_MISSING: {
    meaning: 'There is no workspace in this folder.',
    advice: 'Create one with `connect`, or open the demo partner.',
    exit: 66,
  },
  WORKSPACE_NEWER: {
    meaning: 'The workspace was made by a newer Partner Desk.',
    advice: 'Update Partner Desk; the files were not touched.',
    exit: 78,
  },
  WORKSPACE_IN_USE: {
    meaning: 'Another Partner Desk has this workspace open.',
    advice: 'Close it, or wait until it ends.',
    exit: 75,
  },
  WORKSPACE_ON_SHARED_FOLDER: {
    meaning: 'The folder is on a network or in a synchronised cloud folder.',
    advice: 'Choose a folder on this machine; databases are damaged by file synchronisation.',
    exit: 73,
  },
  FOLDER_NOT_EMPTY: {
    meaning: 'The folder holds other files.',
    advice: 'Choose an empty folder or a new name.',
    exit: 73,
  },
  FOLDER_READ_ONLY: {
    meaning: 'The folder cannot be written to.',
    advice: 'Choose another folder or correct its permissions.',
    exit: 73,
  },
  DISK_FULL: {
    meaning: 'The disk is full.',
    advice: 'Free some space and try again; nothing was changed.',
    exit: 74,
  },
  STORE_DAMAGED: {
    meaning: 'A file of the workspace is damaged.',
    advice: 'The damaged file was set aside, not deleted; sync again or restore a backup.',
    exit: 74,
  },
  MIGRATION_FAILED: {
    meaning: 'The workspace could not be brought up to date.',
    advice: 'The file is unchanged and a backup was kept; update Partner Desk or send the log.',
    exit: 74,
  },
  SECRET_STORE_UNAVAILABLE: {
    meaning: 'The system offers no safe place for the secret key.',
    advice: 'Unlock or install the system key store, or enter the key at each start.',
    exit: 69,
  },
  SECRET_FILE_EXPOSED: {
    meaning: 'Other users of this machine can read the file with the secret key.',
    advice: 'Create a new key pair, give the file mode 0600 and connect again.',
    exit: 77,
  },
  SECRET_FILE_DAMAGED: {
    meaning: 'The file with the secret key is damaged.',
    advice: 'Remove the named file and connect again.',
    exit: 77,
  },
  NOT_BUILT: {
    meaning: 'The screens have not been built yet.',
    advice: 'Run `npm run build` once, or start with `npm run open`.',
    exit: 72,
  },
  PORT_IN_USE: {
    meaning: 'The port is used by another program.',
    advice: 'Choose another port with --port, or leave it out.',
    exit: 69,
  },
  CORE_RESTARTED: {
    meaning: 'The core was restarted while this was waiting.',
    advice: 'Try again; nothing that was saved is lost.',
    exit: 75,
  },
} as const satisfies Record<string, ErrorFact>;
