import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemTimers, type Clock } from '../base/clock.ts';
import { openBooks, type Books } from './books.ts';
import type { FileProgress } from './files/files.ts';
import { FileKeeper } from './files/keeper.ts';
import { handlers } from './operations/index.ts';
import { control, CONTROL_PATH, type ControlTargets } from './server/control.ts';
import { keepState, restoreState } from './state.ts';
import { Faults } from './server/faults.ts';
import { Gateway, type Credential, type Outcome } from './server/gateway.ts';
import { listen } from './server/http.ts';
import { Mailbox } from './server/mailbox.ts';
import type { SignedRequest } from './server/signature.ts';
import { hexId } from './world/hash.ts';
import { World, type WorldOptions } from './world/world.ts';

export type { FaultKind, FaultRule } from './server/faults.ts';
export type { Books } from './books.ts';

export interface SandboxOptions {
  /** 0 or left out = any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /** 50 to 100,000 is what it is made for; default 300. */
  readonly customers?: number;
  /** Months with usage, the running one included; default 36. */
  readonly months?: number;
  readonly seed?: number;
  /** The machine's time; default the system clock. The world's time is this plus what it was moved. */
  readonly clock?: Clock;
  /** Where usage and bill files are put; left out = a temporary folder that goes with the sandbox. */
  readonly filesDir?: string;
  /** 'background' (default) begins at once, newest month first; 'wait' ends before the start does; 'none' writes nothing. */
  readonly files?: 'background' | 'wait' | 'none';
  /** Documented rate limits; default true. */
  readonly limits?: boolean;
  /** About how many lines a customer has in the files of a month; default 24. */
  readonly linesPerCustomerMonth?: number;
  /** Keeps what calls changed in filesDir, so that a restart finds it; default false. */
  readonly keepState?: boolean;
  readonly kind?: WorldOptions['kind'];
  /** Adds the names that break careless code. */
  readonly edgeCases?: boolean;
  /** Permissions of the operator's key; default: customers and orders, no budgets, no quota, no bills. */
  readonly operatorPermissions?: readonly string[];
  /** Called with anything that goes wrong inside the sandbox itself. */
  readonly onError?: (error: unknown) => void;
  readonly onFiles?: (progress: FileProgress) => void;
}

export interface Sandbox {
  readonly url: string;
  readonly ak: string;
  readonly sk: string;
  readonly operator: { readonly ak: string; readonly sk: string };
  readonly controlToken: string;
  readonly filesDir: string;
  readonly partnerId: string;
  /** The world's present instant, ms UTC. */
  now(): number;
  readonly books: Books;
  readonly faults: Faults;
  readonly world: World;
  /** Calls answered so far, by operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** Moves time and writes the files that are due then. */
  readonly time: { advance(ms: number): Promise<void>; set(ms: number): Promise<void> };
  /** Writes what is due now; resolves with the paths written. */
  writeFiles(options?: { from?: number; to?: number; signal?: AbortSignal }): Promise<string[]>;
  /** Resolves when the files begun at the start are written. */
  readonly filesReady: Promise<void>;
  close(): Promise<void>;
}

const OPERATOR_PERMISSIONS = [
  'BPC_ITEM_SUBCUSTSERV_010100',
  'BPC_ITEM_SUBCUSTSERV_060100',
  'BPC_ITEM_SALES_020100',
];
const CHECK_FILES_MS = 60_000;
const DEFAULT_LINES = 24;

const ignore = (): void => undefined;

function credentialsOf(
  seed: number,
  operatorPermissions: readonly string[],
): readonly [Credential, Credential] {
  const ak = (n: number): string => `SBX${hexId(seed, n, 1).slice(0, 17).toUpperCase()}`;
  const sk = (n: number): string => hexId(seed, n, 2) + hexId(seed, n, 3).slice(0, 8);
  return [
    { ak: ak(1), sk: sk(1), kind: 'partner', permissions: new Set() },
    { ak: ak(2), sk: sk(2), kind: 'operator', permissions: new Set(operatorPermissions) },
  ];
}

/** The world's time: the machine's plus what it was told to move; files that are due then are written. */
class MovableTime {
  readonly #clock: Clock;
  offset = 0;
  readonly world: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.world = { now: () => this.#clock.now() + this.offset };
  }

  advance(ms: number): void {
    this.offset += ms;
  }

  set(ms: number): void {
    this.offset = ms - this.#clock.now();
  }
}

function generateWorld(options: SandboxOptions, seed: number, clock: Clock): World {
  return new World({
    seed,
    customers: options.customers ?? 300,
    months: options.months ?? 36,
    kind: options.kind ?? 'distributor',
    edgeCases: options.edgeCases ?? false,
    clock,
  });
}

/** Everything a sandbox consists of, before it listens. */
async function assemble(options: SandboxOptions) {
  const clock = options.clock ?? systemClock;
  const seed = options.seed ?? 1;
  const perMonth = options.linesPerCustomerMonth ?? DEFAULT_LINES;
  const time = new MovableTime(clock);
  const world = generateWorld(options, seed, time.world);
  const filesDir = options.filesDir ?? (await mkdtemp(join(tmpdir(), 'partner-desk-sandbox-')));
  if (options.keepState) time.offset = await restoreState(world, filesDir);
  const state = options.keepState ? keepState(world, filesDir, () => time.offset) : null;
  const changed = (): Promise<void> => state?.save() ?? Promise.resolve();
  const keeper = new FileKeeper(world, filesDir, perMonth, options.onFiles);
  const faults = new Faults();
  const mailbox = new Mailbox();
  const books = openBooks(world, perMonth);
  const credentials = credentialsOf(seed, options.operatorPermissions ?? OPERATOR_PERMISSIONS);
  const limits = options.limits ?? true;
  const onWrite = (): void => {
    changed().catch(options.onError ?? ignore);
  };
  const gateway = new Gateway({
    world,
    handlers,
    credentials,
    faults,
    mailbox,
    limits,
    gatewayClock: clock,
    onWrite,
  });
  const due = async (): Promise<void> => {
    await changed();
    if (options.files !== 'none') await keeper.write();
  };
  const move: Sandbox['time'] = {
    advance: (ms) => {
      time.advance(ms);
      return due();
    },
    set: (ms) => {
      time.set(ms);
      return due();
    },
  };
  const targets: ControlTargets = {
    world,
    books,
    faults,
    mailbox,
    token: hexId(seed, 3, Math.floor(clock.now() % 2 ** 31)),
    advance: (ms) => move.advance(ms),
    setTime: (ms) => move.set(ms),
    delayFiles: (ms) => {
      keeper.lateMs = ms;
      return due();
    },
    calls: () => gateway.calls,
    filesDir,
    filesBusy: () => keeper.busy > 0,
  };
  return { clock, world, changed, keeper, faults, books, credentials, gateway, due, move, targets, filesDir };
}

/**
 * Starts a Partner Center to run against: the documented API and files over a generated partner, on loopback.
 * @throws the system's error when the port is taken or the folder cannot be written (with files: 'wait')
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const onError = options.onError ?? ignore;
  const { clock, world, changed, keeper, faults, books, credentials, gateway, due, move, targets, filesDir } =
    await assemble(options);
  const respond = async (request: SignedRequest): Promise<Outcome> => {
    const outcome: Outcome = request.target.startsWith(CONTROL_PATH)
      ? { answer: await control(targets, request), requestId: 'control' }
      : gateway.handle(request, clock.now());
    // The gateway's own time: a client whose clock is off learns it from here.
    return { ...outcome, headers: { Date: new Date(clock.now()).toUTCString(), ...outcome.headers } };
  };
  const { server, url } = await listen({ respond }, systemTimers, options.port ?? 0, onError);
  const begun = due();
  const filesReady = begun.catch(onError);
  const tick = setInterval(() => {
    if (keeper.busy === 0) due().catch(onError);
  }, CHECK_FILES_MS);
  tick.unref();
  const close = async (): Promise<void> => {
    clearInterval(tick);
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    await changed();
    await keeper.close();
    if (options.filesDir === undefined) await rm(filesDir, { recursive: true, force: true });
  };
  if (options.files === 'wait')
    await begun.catch(async (error: unknown) => {
      await close();
      throw error;
    });
  const [partner, operator] = credentials;
  return {
    url,
    ak: partner.ak,
    sk: partner.sk,
    operator: { ak: operator.ak, sk: operator.sk },
    controlToken: targets.token,
    filesDir,
    partnerId: world.partner.id,
    now: () => world.now(),
    books,
    faults,
    world,
    calls: gateway.calls,
    time: move,
    writeFiles: (range) => keeper.write(range),
    filesReady,
    close,
  };
}
