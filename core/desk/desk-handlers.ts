import { CodedError } from '../base/errors.ts';
import type { Connection, DeskState as Described, WorkspaceInfo } from '../contract/desk.ts';
import { appendAudit } from '../storage/audit.ts';
import type { ActingDesk } from './acting.ts';
import { tryConnection } from './connection.ts';
import { DEMO_NAME } from './demo.ts';
import type { DeskState } from './desk-state.ts';
import type { ChangeFeed } from './feed.ts';
import type { DeskName, Handlers } from './handlers.ts';
import type { DeskOptions } from './options.ts';
import { identityOf } from './identity.ts';
import type { PreferenceStore } from './preferences.ts';
import type { Reveals } from './reveals.ts';
import { checkSecret } from './secrets.ts';
import { removeNewWorkspace } from './undo.ts';
import { givenFolder, type UploadDesk } from './uploads.ts';

interface Parts {
  readonly options: DeskOptions;
  readonly state: DeskState;
  readonly preferences: PreferenceStore;
  readonly reveals: Reveals;
  readonly uploads: UploadDesk;
  readonly feed: ChangeFeed;
  readonly acting: ActingDesk;
}

const PLATFORMS = ['win32', 'darwin', 'linux'] as const;

function describe({ options, state, preferences, acting }: Parts): Described {
  const person = acting.now();
  const session = state.current;
  return {
    host: options.host,
    version: options.version,
    platform: PLATFORMS.find((known) => known === process.platform) ?? 'other',
    preferences: preferences.get(),
    workspace: session?.info() ?? null,
    secretStore: options.secrets.kind,
    dataDir: options.dataDir,
    person: { ...person, roles: [...person.roles], permissions: [...person.permissions] },
    now: options.clock.now(),
    repairs: (session?.workspace.report.repairs ?? []).flatMap((repair) =>
      repair.file === 'identity'
        ? []
        : [{ store: repair.file, what: repair.reason, at: repair.restored?.at ?? options.clock.now() }],
    ),
  };
}

/**
 * Tests first; then workspace, secret and settings, in this order, so that a failure leaves nothing of a new workspace.
 * @param dir where the workspace is or is to be; by default a new folder of the data folder
 */
export async function connect(parts: Parts, input: Connection, dir?: string): Promise<WorkspaceInfo> {
  const { options, state, uploads } = parts;
  checkSecret(input.sk);
  const filesDir = await givenFolder(uploads, input.filesDir);
  const report = await tryConnection(input, options);
  const name = input.name ?? new URL(report.endpoint).hostname;
  const identity = identityOf(report.endpoint, input.ak);
  // Connecting again (a lost key, a new secret) goes on with the workspace there is.
  const target =
    dir ?? (await state.catalog.withConnection(identity)) ?? (await state.catalog.freshDir(name));
  const session = await state.open(target, { kind: 'real', name });
  if (session.workspace.kind === 'demo') throw new CodedError('NOT_PERMITTED', { reason: 'DEMO' });
  try {
    await options.secrets.put({ dir: session.workspace.dir, name: 'sk' }, input.sk);
  } catch (error) {
    if (session.workspace.report.created) {
      await state.closeWorkspace(true);
      await removeNewWorkspace(session.workspace);
    }
    throw error;
  }
  if (filesDir !== null) await session.setFilesDir(filesDir);
  await session.connect({ endpoint: report.endpoint, ak: input.ak });
  if (dir === undefined) await state.catalog.noteConnection(session.workspace.dir, identity);
  parts.feed.publish(['desk', 'setting', 'sync']);
  return session.info();
}

/** Answers about the desk itself: what is open, preferences, connections, what is revealed. */
export function deskHandlers(parts: Parts): Handlers<DeskName> {
  const { options, state, preferences, reveals, feed } = parts;
  return {
    async 'desk.state'() {
      await state.opened();
      return describe(parts);
    },
    'desk.workspaces': () => state.list(),
    async 'desk.setPreferences'(changes) {
      const next = await preferences.set(changes);
      feed.publish(['desk']);
      return next;
    },
    async 'desk.exploreDemo'() {
      reveals.clear();
      const session = await state.open(state.catalog.demoDir, { kind: 'demo', name: DEMO_NAME });
      return session.info();
    },
    async 'desk.testConnection'(input) {
      const report = await tryConnection(input, options);
      return { endpoint: report.endpoint, clockOffsetMs: report.clockOffsetMs ?? 0 };
    },
    'desk.connect'(input) {
      reveals.clear();
      return connect(parts, input);
    },
    async 'desk.openWorkspace'({ id }) {
      const found = (await state.list()).find((one) => one.id === id);
      if (!found) throw new CodedError('WORKSPACE_MISSING');
      // What was revealed in one workspace is not revealed in another, whose audit knows nothing of it.
      reveals.clear();
      return (await state.open(found.dir)).info();
    },
    async 'desk.closeWorkspace'() {
      reveals.clear();
      return { closed: await state.closeWorkspace(true) };
    },
    'privacy.reveal'({ view, columns }, caller) {
      const revealId = reveals.open(view, columns);
      state.session().workspace.ledger.write((w) =>
        appendAudit(w, {
          who: caller.person,
          what: 'privacy.reveal',
          target: view,
          after: columns,
          outcome: 'done',
        }),
      );
      return { revealId };
    },
    'privacy.hide'({ revealId }) {
      reveals.close(revealId);
      return {};
    },
  };
}
