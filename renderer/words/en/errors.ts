import type { ErrorCode } from '../../../core/base/error-codes.ts';
import { partnerErrors } from './errors-partner.ts';
import { taskErrors } from './errors-tasks.ts';

/** What happened and what to do, for every error code: complete by type. */
export const errors = {
  INTERNAL: {
    what: 'Something went wrong inside Partner Desk.',
    advice: 'Try again. If it happens again, send the log to support.',
  },
  INPUT_INVALID: {
    what: 'The input is not of the expected form.',
    advice: 'Correct the named fields and try again.',
  },
  USAGE: { what: 'The command was not understood.', advice: 'See the command help.' },
  NOT_FOUND: {
    what: 'There is no such record.',
    advice: 'Check the ID; the record may have left with the last sync.',
  },
  NOT_RESPONSIBLE: {
    what: 'Only the customer’s account manager or an administrator may do this.',
    advice: 'Ask the account manager, or have the customer assigned to you.',
  },
  NOT_PERMITTED: { what: 'You may not do this.', advice: 'Ask an administrator.' },
  AMOUNT_INVALID: {
    what: 'This is not an amount.',
    advice: 'Use digits with at most one dot, such as 1234.50.',
  },
  AMOUNT_TOO_PRECISE: {
    what: 'The amount has more decimals than can be kept.',
    advice: 'Report where the figure came from; nothing was rounded.',
  },
  PERIOD_INVALID: {
    what: 'This is not a billing month.',
    advice: 'Write months as year and month, such as 2026-11.',
  },
  INSTANT_INVALID: {
    what: 'This is not a point in time.',
    advice: 'Write date and time in UTC, such as 2026-11-22T09:41:00Z.',
  },
  WORKSPACE_MISSING: {
    what: 'There is no workspace in this folder.',
    advice: 'Connect your Partner Center, or open the demo partner.',
  },
  WORKSPACE_NEWER: {
    what: 'The workspace was made by a newer Partner Desk.',
    advice: 'Update Partner Desk. The files were not touched.',
  },
  WORKSPACE_IN_USE: {
    what: 'Another Partner Desk has this workspace open.',
    advice: 'Close it, or wait until it ends.',
  },
  WORKSPACE_ON_SHARED_FOLDER: {
    what: 'The folder is on a network drive or in a synchronised cloud folder.',
    advice: 'Choose a folder on this machine; file synchronisation damages databases.',
  },
  FOLDER_READ_ONLY: {
    what: 'The folder cannot be written to.',
    advice: 'Choose another folder, or correct its permissions.',
  },
  DISK_FULL: { what: 'The disk is full.', advice: 'Free some space and try again. Nothing was changed.' },
  STORE_DAMAGED: {
    what: 'A file of the workspace is damaged.',
    advice: 'The damaged file was set aside, not deleted. Sync again, or restore a backup.',
  },
  MIGRATION_FAILED: {
    what: 'The workspace could not be brought up to date.',
    advice: 'The file is unchanged and a backup was kept. Update Partner Desk, or send the log.',
  },
  ENDPOINT_INVALID: {
    what: 'The address is not a valid endpoint.',
    advice: 'Use https://bss-intl.myhuaweicloud.com, or http on this machine only.',
  },
  ENDPOINT_UNREACHABLE: {
    what: 'The Partner Center does not answer at this address.',
    advice: 'Check the network and the endpoint.',
  },
  ENDPOINT_NOT_PARTNER_CENTER: {
    what: 'What answers at this address is not a Partner Center.',
    advice: 'Check the endpoint.',
  },
  CREDENTIALS_REFUSED: {
    what: 'The access key or the secret key was refused.',
    advice: 'Check both keys. If in doubt, create a new pair in the Partner Center.',
  },
  CREDENTIALS_MISSING: {
    what: 'The secret key of this workspace is not in the key store.',
    advice: 'Connect the Partner Center again.',
  },
  CLOCK_OFF: {
    what: 'The clock of this machine differs too much from the Partner Center.',
    advice: 'Correct date and time of this machine. Up to 15 minutes are accepted.',
  },
  PERMISSION_MISSING: {
    what: 'The key is valid but lacks a permission.',
    advice: 'Have an administrator grant the named permission in the Partner Center.',
  },
  SECRET_STORE_UNAVAILABLE: {
    what: 'The system offers no safe place for the secret key.',
    advice: 'Unlock or install the system key store, or enter the key at each start.',
  },
  PORT_IN_USE: {
    what: 'The port is used by another program.',
    advice: 'Choose another port, or leave it out.',
  },
  IMPORT_NOT_RECOGNISED: {
    what: 'The file is not of a known format.',
    advice: 'Use a Huawei Cloud usage or bill file, or a FOCUS CSV file.',
  },
  IMPORT_NOT_COST_DATA: {
    what: 'The file is a FOCUS data set without costs.',
    advice: 'Import the cost and usage data set.',
  },
  IMPORT_COLUMN_MISSING: {
    what: 'The file lacks required columns.',
    advice: 'Export it again with the named columns.',
  },
  IMPORT_TRUNCATED: { what: 'The file ends too early.', advice: 'Fetch it again. Nothing was imported.' },
  IMPORT_ENCODING: {
    what: 'The text encoding of the file was not understood.',
    advice: 'Save it as UTF-8 or GB18030.',
  },
  IMPORT_TOO_LARGE: {
    what: 'The file exceeds a limit.',
    advice: 'See the limit named; split the file or free disk space.',
  },
  IMPORT_OLDER: {
    what: 'A newer file of this month is already imported.',
    advice: 'Nothing to do: the newer file holds the whole month.',
  },
  IMPORT_SHRUNK: {
    what: 'The file is much smaller than the one it would replace.',
    advice: 'Check it. Import it by hand if it is right.',
  },
  IMPORT_UNKNOWN: { what: 'There is no such import.', advice: 'See the import history.' },
  IMPORT_NO_ROWS: {
    what: "None of the file's rows can be used.",
    advice: 'See the reasons listed; nothing was imported.',
  },
  IMPORT_FILE_CHANGED: {
    what: 'The file has changed since it was checked.',
    advice: 'Check it again; nothing was imported.',
  },
  IMPORT_ORIGINAL_MISSING: {
    what: 'The kept copy of an imported file is missing.',
    advice: 'Import the file again.',
  },
  FILE_UNREADABLE: { what: 'The file cannot be read.', advice: 'Check that it exists and may be read.' },
  SYNC_RUNNING: { what: 'A sync is already running.', advice: 'Wait until it ends, or cancel it.' },
  SYNC_DELETE_BRAKE: {
    what: 'Unusually many records would vanish.',
    advice: 'Nothing was removed. Check the Partner Center, then decide.',
  },
  SYNC_CANCELLED: { what: 'The sync was cancelled.', advice: 'The next sync goes on where it stopped.' },
  UPSTREAM_REFUSED: { what: 'The Partner Center refused the request.', advice: 'See the code it gave.' },
  UPSTREAM_BUSY: { what: 'The Partner Center asks to slow down.', advice: 'It is tried again by itself.' },
  UPSTREAM_FAILED: { what: 'The Partner Center failed.', advice: 'It is tried again by itself.' },
  UPSTREAM_UNREADABLE: {
    what: 'The answer of the Partner Center was not understood.',
    advice: 'Nothing was changed. Try again later.',
  },
  REFERRAL_CUSTOMER: {
    what: 'This is a referral customer and pays by itself.',
    advice: 'Budgets and freezing are for resale customers only; leave this one out.',
  },
  CUSTOMER_UNKNOWN: {
    what: 'This device knows no such customer.',
    advice: 'Sync, then try again; the customer may have left.',
  },
  BUDGET_OUT_OF_RANGE: {
    what: 'The budget is not within the limits.',
    advice: 'Enter an amount above 0 and at most 2,147,483,647.',
  },
  BUDGET_TOO_PRECISE: {
    what: 'The budget has more than two decimals.',
    advice: 'Enter the amount with at most two decimals.',
  },
  FREEZE_ALREADY: {
    what: 'The account is frozen already.',
    advice: 'There is nothing to do. To freeze its resources too, choose account and resources.',
  },
  FREEZE_NOT_FROZEN: { what: 'The account is not frozen.', advice: 'There is nothing to do.' },
  FREEZE_TYPE_UNKNOWN: {
    what: 'It is not known here how this account was frozen.',
    advice: 'Choose the type it was frozen with: account, or account and resources.',
  },
  OUTBOX_TOO_LATE: {
    what: 'It cannot be taken back any more.',
    advice: 'It has been sent or has ended; see the outbox.',
  },
  MANAGER_UNKNOWN: {
    what: 'There is no such account manager, or the manager is in another team.',
    advice: 'Choose a member with the role of account manager.',
  },
  ASSIGNMENT_SAME: {
    what: 'The customer has this account manager already.',
    advice: 'Nothing to do.',
  },
  ASSIGNMENT_NONE: {
    what: 'The customer has no account manager.',
    advice: 'Nothing to do.',
  },
  ASSIGNMENT_TOO_LATE: {
    what: 'The assignment cannot be taken back any more.',
    advice: 'It was entered in the Partner Center or changed since; assign the customer again.',
  },
  OUTBOX_DECISION_UNFIT: {
    what: 'This answer does not fit what is asked.',
    advice: 'Open the action in the outbox and choose one of the answers shown.',
  },
  OUTBOX_DEPENDENCY: {
    what: 'It depends on an action that was not carried out.',
    advice: 'Take it back, or do the other action again and then this one.',
  },
  OUTBOX_CONFLICT: {
    what: 'The Partner Center was changed since this was decided.',
    advice: 'Compare both and decide which one holds.',
  },
  OUTBOX_UNCLEAR: {
    what: 'It may or may not have happened.',
    advice: 'Wait for the check, or look in the Partner Center and say whether it happened.',
  },
  OUTBOX_SENT_TWICE: {
    what: 'It was sent twice without effect; money is not sent a third time by itself.',
    advice: 'Look in the Partner Center, then send it again or take it back.',
  },
  OUTBOX_ABSENT: {
    what: 'It surely did not happen, and is not sent a second time by itself.',
    advice: 'Send it again, or take it back.',
  },
  ACCOUNT_TAKEN: {
    what: 'The account name is taken.',
    advice: 'Take it back and create the customer under another name.',
  },
  CODE_NEEDED: {
    what: 'A verification code is needed.',
    advice: 'Have a code sent to the e-mail address and enter it here.',
  },
  CODE_TOO_SOON: {
    what: 'A code was sent to this address a moment ago.',
    advice: 'Look into the mailbox; after a minute another one can be sent.',
  },
  CODE_LIMIT: {
    what: 'No more codes can be sent to this address for now: 15 an hour, 60 a day.',
    advice: 'Use the last code that came, or wait.',
  },
  OUTBOX_NEWER: {
    what: 'This action was made by a newer Partner Desk.',
    advice: 'Update Partner Desk, then try again.',
  },
  FOLDER_NOT_EMPTY: {
    what: 'The folder holds other files.',
    advice: 'Choose an empty folder or a new name.',
  },
  SECRET_FILE_EXPOSED: {
    what: 'Other users of this machine can read the file with the secret key.',
    advice: 'Create a new key pair, give the file mode 0600 and connect again.',
  },
  SECRET_FILE_DAMAGED: {
    what: 'The file with the secret key is damaged.',
    advice: 'Remove the named file and connect again.',
  },
  NOT_BUILT: {
    what: 'The screens have not been built yet.',
    advice: 'Build them once, or start with the open command.',
  },
  PERMISSION_DENIED: {
    what: 'Your role does not include this.',
    advice: 'Ask an administrator, or act as a member whose role does.',
  },
  CONFIRMATION_NEEDED: {
    what: 'This is a critical operation and was not confirmed.',
    advice: 'Nothing was done. Try again and enter your PIN.',
  },
  CONFIRMATION_WRONG: {
    what: 'The PIN is wrong.',
    advice: 'Try again. Five wrong tries lock it for 15 minutes.',
  },
  CONFIRMATION_LOCKED: {
    what: 'The PIN was entered wrongly five times.',
    advice: 'Wait 15 minutes, or have an administrator set a new one.',
  },
  PIN_MISSING: {
    what: 'You have no PIN yet.',
    advice: 'Set one under Settings, Members and roles, then try again.',
  },
  MEMBER_UNKNOWN: {
    what: 'There is no such member.',
    advice: 'See the list of members; the member may have been removed.',
  },
  MEMBER_ACCOUNT_TAKEN: {
    what: 'Another member has this Partner Center account.',
    advice: 'Give each account to one member only.',
  },
  MEMBER_ROLES_COUNT: {
    what: 'A member holds one to three roles.',
    advice: 'Choose at least one and at most three.',
  },
  MEMBER_ROLES_EXCLUDE: {
    what: 'These roles cannot be held together.',
    advice: 'An administrator holds no other role; nobody is account director and account manager at once.',
  },
  ROLE_UNKNOWN: {
    what: 'There is no such role.',
    advice: 'See the list of roles; it may have been removed.',
  },
  ROLE_PRESET: { what: 'A preset role cannot be changed.', advice: 'Make a role of your own instead.' },
  ROLE_NAME_TAKEN: { what: 'Another role has this name.', advice: 'Choose another name.' },
  ROLE_PERMISSION_RESERVED: {
    what: 'This right belongs to administrators only.',
    advice: 'Leave it out of the role.',
  },
  ROLE_IN_USE: { what: 'Members still hold this role.', advice: 'Give them other roles first.' },
  LAST_ADMINISTRATOR: {
    what: 'Nobody would be an administrator any more.',
    advice: 'Make another member an administrator first.',
  },
  DIRECTOR_UNFIT: {
    what: 'Only an account director can lead, and only account managers can be led.',
    advice: 'Choose an account director.',
  },
  GRANT_BEYOND_OWN: {
    what: 'You cannot give or take rights you do not have yourself.',
    advice: 'Ask an administrator.',
  },
  EXPORT_PRECAUTIONS: {
    what: 'The precautions for exported files were not acknowledged.',
    advice: 'Read them and choose “Got it”.',
  },
  EXPORT_NOT_READY: { what: 'This export has no file yet.', advice: 'Wait until it is completed.' },
  EXPORT_FILE_MISSING: {
    what: 'The file of this export is not there any more.',
    advice: 'Export again.',
  },
  EXPORT_INTERRUPTED: {
    what: 'Partner Desk ended while the file was being written.',
    advice: 'Export again; nothing of the unfinished file is left.',
  },
  EXPORT_STOPPED: { what: 'The export was stopped.', advice: 'Export again when the file is wanted.' },
  EXPORT_TOO_LARGE: {
    what: 'The workbook would be larger than 4 GB.',
    advice: 'Narrow the filter, or export as CSV.',
  },
  VIEW_NAME_TAKEN: { what: 'Another saved view has this name.', advice: 'Choose another name.' },
  VIEW_UNKNOWN: {
    what: 'There is no such saved view, or it belongs to somebody else.',
    advice: 'Choose one of the list.',
  },
  REGISTRATION_LIMIT: {
    what: 'All pre-registrations the Partner Center allows are open.',
    advice: 'Wait for answers or for one to end, or take one back that was not entered yet.',
  },
  DEVELOPMENT_CONTACT_MISSING: {
    what: 'Your own mobile number or e-mail address is missing.',
    advice: 'Enter one under Prerequisites, as it stands in the Partner Center.',
  },
  DEVELOPMENT_NOT_PERMITTED: {
    what: 'A distributor needs the permission to develop customers.',
    advice: 'Ask your ecosystem manager for it, then tick it under Prerequisites.',
  },
  REFERRAL_NOT_PERMITTED: {
    what: 'The referral model needs a permission.',
    advice: 'Ask your ecosystem manager for it, or invite by the reseller model.',
  },
  CUSTOMER_EXISTS: {
    what: 'This customer is known already.',
    advice: 'Open the record that is named; nothing was saved.',
  },
  CUSTOMER_SIMILAR: {
    what: 'Similar customers are known.',
    advice: 'Compare them; if it is another customer, say so and save again.',
  },
  DEVELOPMENT_STEP_UNFIT: {
    what: 'This cannot be done in the state the record is in now.',
    advice: 'Open the record again and see where it stands.',
  },
  INVITATION_LINK_UNFIT: {
    what: 'This is not an invitation link of the Partner Center.',
    advice: 'Copy the link from the console: it begins with https and an address of Huawei Cloud.',
  },
  INVITATION_LINK_TWICE: {
    what: 'Another invitation has this link already.',
    advice: 'Each link is good for one customer; make another one in the console.',
  },
  ...partnerErrors,
  ...taskErrors,
  CORE_RESTARTED: { what: 'Partner Desk restarted its core while this was waiting.', advice: 'Try again.' },
} as const satisfies Record<ErrorCode, { what: string; advice: string }>;
