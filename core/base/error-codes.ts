/**
 * Every error the program can report: what it means and what to do about it. If the advice cannot be written, the
 * error is not understood yet. Screens have their own sentence for each code in both languages (renderer/words); the
 * command line prints the meaning and the advice from here. `exit` is the command line's exit status.
 */
export interface ErrorFact {
  readonly meaning: string;
  readonly advice: string;
  readonly exit: number;
}

const table = {
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

  ENDPOINT_INVALID: {
    meaning: 'The address is not a valid endpoint.',
    advice: 'Use https://bss-intl.myhuaweicloud.com, or http on this machine only.',
    exit: 64,
  },
  ENDPOINT_UNREACHABLE: {
    meaning: 'The Partner Center does not answer at this address.',
    advice: 'Check the network and the endpoint.',
    exit: 69,
  },
  ENDPOINT_NOT_PARTNER_CENTER: {
    meaning: 'What answers at this address is not a Partner Center.',
    advice: 'Check the endpoint.',
    exit: 69,
  },
  CREDENTIALS_REFUSED: {
    meaning: 'The access key or the secret key was refused.',
    advice: 'Check AK and SK; create a new pair in the Partner Center if in doubt.',
    exit: 77,
  },
  CREDENTIALS_MISSING: {
    meaning: 'The secret key of this workspace is not in the key store.',
    advice: 'Connect the Partner Center again.',
    exit: 77,
  },
  CLOCK_OFF: {
    meaning: 'The clock of this machine differs too much from the Partner Center.',
    advice: 'Correct date and time of this machine (15 minutes are accepted).',
    exit: 69,
  },
  PERMISSION_MISSING: {
    meaning: 'The key is valid but lacks a permission.',
    advice: 'Have an administrator grant the named permission in the Partner Center.',
    exit: 77,
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

  SYNC_RUNNING: {
    meaning: 'A sync is already running.',
    advice: 'Wait until it ends, or cancel it.',
    exit: 75,
  },
  SYNC_DELETE_BRAKE: {
    meaning: 'Unusually many records would vanish.',
    advice: 'Nothing was removed; check the Partner Center, then decide.',
    exit: 75,
  },
  SYNC_CANCELLED: {
    meaning: 'The sync was cancelled.',
    advice: 'It goes on where it stopped the next time.',
    exit: 75,
  },
  UPSTREAM_REFUSED: { meaning: 'The Partner Center refused the request.', advice: 'See its code.', exit: 76 },
  UPSTREAM_BUSY: {
    meaning: 'The Partner Center asks to slow down.',
    advice: 'It is tried again by itself.',
    exit: 75,
  },
  UPSTREAM_FAILED: {
    meaning: 'The Partner Center failed.',
    advice: 'It is tried again by itself.',
    exit: 75,
  },
  UPSTREAM_UNREADABLE: {
    meaning: 'The answer of the Partner Center was not understood.',
    advice: 'Nothing was changed; try again later.',
    exit: 76,
  },

  REFERRAL_CUSTOMER: {
    meaning: 'The customer is in the referral model and pays by itself.',
    advice: 'Budgets and freezing are for reseller-model customers only; leave this one out.',
    exit: 65,
  },
  CUSTOMER_UNKNOWN: {
    meaning: 'This machine knows no such customer.',
    advice: 'Sync, then try again; the customer may have left.',
    exit: 66,
  },
  BUDGET_OUT_OF_RANGE: {
    meaning: 'The budget is not within the limits.',
    advice: 'Give an amount above 0 and at most 2,147,483,647.',
    exit: 65,
  },
  BUDGET_TOO_PRECISE: {
    meaning: 'The budget has more than two decimals.',
    advice: 'Give the amount with at most two decimals.',
    exit: 65,
  },
  FREEZE_ALREADY: {
    meaning: 'The account is frozen already.',
    advice: 'Nothing to do; to freeze its resources too, choose account and resources.',
    exit: 65,
  },
  FREEZE_NOT_FROZEN: {
    meaning: 'The account is not frozen.',
    advice: 'Nothing to do.',
    exit: 65,
  },
  FREEZE_TYPE_UNKNOWN: {
    meaning: 'The desk does not know how the account was frozen.',
    advice: 'Name the type it was frozen with: the account, or account and resources.',
    exit: 64,
  },
  OUTBOX_TOO_LATE: {
    meaning: 'It cannot be taken back any more.',
    advice: 'It has been sent or has ended; see the outbox.',
    exit: 75,
  },
  MANAGER_UNKNOWN: {
    meaning: 'There is no such account manager, or the manager is in another team.',
    advice: 'Choose a member with the role of account manager.',
    exit: 65,
  },
  ASSIGNMENT_SAME: {
    meaning: 'The customer has this account manager already.',
    advice: 'Nothing to do.',
    exit: 65,
  },
  ASSIGNMENT_NONE: {
    meaning: 'The customer has no account manager.',
    advice: 'Nothing to do.',
    exit: 65,
  },
  ASSIGNMENT_TOO_LATE: {
    meaning: 'The assignment cannot be taken back any more.',
    advice: 'It was entered in the Partner Center or changed since; assign the customer again.',
    exit: 75,
  },
  TASK_CLOSED: {
    meaning: 'The task is not in a state that allows this.',
    advice: 'Look at it again: it was done, confirmed or taken back meanwhile.',
    exit: 75,
  },
  OUTBOX_DECISION_UNFIT: {
    meaning: 'This answer does not fit what is asked.',
    advice: 'Open the action in the outbox and choose one of the answers shown.',
    exit: 64,
  },
  OUTBOX_DEPENDENCY: {
    meaning: 'It depends on an action that was not carried out.',
    advice: 'Take it back, or do the other action again and then this one.',
    exit: 75,
  },
  OUTBOX_CONFLICT: {
    meaning: 'The Partner Center was changed since this was decided.',
    advice: 'Compare both and decide which one holds.',
    exit: 75,
  },
  OUTBOX_UNCLEAR: {
    meaning: 'It may or may not have happened.',
    advice: 'Wait for the check, or look in the Partner Center and say whether it happened.',
    exit: 75,
  },
  OUTBOX_SENT_TWICE: {
    meaning: 'It was sent twice without effect; money is not sent a third time by itself.',
    advice: 'Look in the Partner Center, then send it again or take it back.',
    exit: 75,
  },
  OUTBOX_ABSENT: {
    meaning: 'It surely did not happen, and is not sent a second time by itself.',
    advice: 'Send it again, or take it back.',
    exit: 75,
  },
  ACCOUNT_TAKEN: {
    meaning: 'The account name is taken.',
    advice: 'Take it back and create the customer under another name.',
    exit: 65,
  },
  CODE_NEEDED: {
    meaning: 'A verification code is needed.',
    advice: 'Have a code sent to the e-mail address and enter it; it can be used for some minutes only.',
    exit: 64,
  },
  CODE_TOO_SOON: {
    meaning: 'A code was sent to this address a moment ago.',
    advice: 'Look into the mailbox; after a minute another one can be sent.',
    exit: 75,
  },
  CODE_LIMIT: {
    meaning: 'No more codes can be sent to this address for now: 15 an hour, 60 a day.',
    advice: 'Use the last code that came, or wait.',
    exit: 75,
  },
  OUTBOX_NEWER: {
    meaning: 'This action was made by a newer Partner Desk.',
    advice: 'Update Partner Desk, then try again.',
    exit: 78,
  },

  PERMISSION_DENIED: {
    meaning: 'The acting member may not do this.',
    advice: 'Ask an administrator, or act as a member who may.',
    exit: 77,
  },
  CONFIRMATION_NEEDED: {
    meaning: 'This critical operation must be confirmed with a PIN first.',
    advice: 'Confirm it in Partner Desk, then try again; nothing was done.',
    exit: 77,
  },
  CONFIRMATION_WRONG: {
    meaning: 'The PIN is wrong.',
    advice: 'Try again; five wrong tries lock it for 15 minutes.',
    exit: 77,
  },
  CONFIRMATION_LOCKED: {
    meaning: 'The PIN was entered wrongly too often.',
    advice: 'Wait 15 minutes, or have an administrator set a new one.',
    exit: 75,
  },
  PIN_MISSING: {
    meaning: 'The member has no PIN yet.',
    advice: 'Set one in the settings, then try again.',
    exit: 77,
  },
  MEMBER_UNKNOWN: {
    meaning: 'There is no such member.',
    advice: 'See the list of members; the member may have been removed.',
    exit: 66,
  },
  MEMBER_ACCOUNT_TAKEN: {
    meaning: 'Another member has this Partner Center account.',
    advice: 'Give each account to one member only.',
    exit: 65,
  },
  MEMBER_ROLES_COUNT: {
    meaning: 'A member holds at least one and at most three different roles.',
    advice: 'Choose one to three roles.',
    exit: 65,
  },
  MEMBER_ROLES_EXCLUDE: {
    meaning: 'These roles cannot be held together.',
    advice: 'An administrator holds no other role; nobody is director and manager at once.',
    exit: 65,
  },
  ROLE_UNKNOWN: {
    meaning: 'There is no such role.',
    advice: 'See the list of roles; it may have been removed.',
    exit: 66,
  },
  ROLE_PRESET: {
    meaning: 'A preset role cannot be changed.',
    advice: 'Make a role of your own instead.',
    exit: 65,
  },
  ROLE_NAME_TAKEN: {
    meaning: 'Another role has this name.',
    advice: 'Choose another name.',
    exit: 65,
  },
  ROLE_PERMISSION_RESERVED: {
    meaning: 'The role would hold a right of administrators only.',
    advice: 'Leave the named right out.',
    exit: 65,
  },
  ROLE_IN_USE: {
    meaning: 'Members still hold this role.',
    advice: 'Give them other roles first.',
    exit: 75,
  },
  LAST_ADMINISTRATOR: {
    meaning: 'Nobody would be an administrator any more.',
    advice: 'Make another member an administrator first.',
    exit: 75,
  },
  DIRECTOR_UNFIT: {
    meaning: 'Only an account director leads, and only account managers are led.',
    advice: 'Choose a director for managers.',
    exit: 65,
  },
  GRANT_BEYOND_OWN: {
    meaning: 'Nobody gives or takes rights beyond their own.',
    advice: 'Ask an administrator.',
    exit: 77,
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
  VIEW_NAME_TAKEN: {
    meaning: 'Another saved view of this list has this name.',
    advice: 'Choose another name.',
    exit: 65,
  },
  VIEW_UNKNOWN: {
    meaning: 'There is no such saved view, or it belongs to somebody else.',
    advice: 'Choose one of the list; a view of others can be used, not changed.',
    exit: 66,
  },

  REGISTRATION_LIMIT: {
    meaning: 'As many pre-registrations are open as the Partner Center allows.',
    advice: 'Wait for answers or ends, or take one back that was not entered yet.',
    exit: 75,
  },
  DEVELOPMENT_CONTACT_MISSING: {
    meaning: 'The partner has no mobile number or e-mail address of its own on record.',
    advice: 'Enter one under Customer development, as it stands in the Partner Center.',
    exit: 65,
  },
  DEVELOPMENT_NOT_PERMITTED: {
    meaning: 'A distributor needs the permission to develop customers.',
    advice: 'Ask the ecosystem manager for it, then note it under Customer development.',
    exit: 77,
  },
  REFERRAL_NOT_PERMITTED: {
    meaning: 'The referral model needs a permission.',
    advice: 'Ask the ecosystem manager for it, or invite by the reseller model.',
    exit: 77,
  },
  CUSTOMER_EXISTS: {
    meaning: 'This customer is known already.',
    advice: 'Open the record that is named; nothing was saved.',
    exit: 65,
  },
  CUSTOMER_SIMILAR: {
    meaning: 'Similar customers are known.',
    advice: 'Compare them; if it is another customer, say so and save again.',
    exit: 65,
  },
  DEVELOPMENT_STEP_UNFIT: {
    meaning: 'The record is in a state where this cannot be done.',
    advice: 'Open the record again and see where it stands.',
    exit: 75,
  },
  INVITATION_LINK_UNFIT: {
    meaning: 'This is not an invitation link of the Partner Center.',
    advice: 'Copy the link from the console: it begins with https and a Huawei Cloud address.',
    exit: 65,
  },
  INVITATION_LINK_TWICE: {
    meaning: 'Another invitation has this link; each is good for one customer.',
    advice: 'Make a link of its own in the console.',
    exit: 65,
  },

  CORE_RESTARTED: {
    meaning: 'The core was restarted while this was waiting.',
    advice: 'Try again; nothing that was saved is lost.',
    exit: 75,
  },
} as const satisfies Record<string, ErrorFact>;

export type ErrorCode = keyof typeof table;

/** The table of all codes. */
export const ERRORS: Readonly<Record<ErrorCode, ErrorFact>> = table;
