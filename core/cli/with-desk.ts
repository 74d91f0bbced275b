import { systemTimers } from '../base/clock.ts';
import { CodedError, isCoded } from '../base/errors.ts';
import type { StartedDesk } from '../desk/desk.ts';
import type { Line } from './command.ts';

/** A desk without anything of its own under way, for one command. It ends with the command. */
export async function withDesk<T>(line: Line, work: (desk: StartedDesk) => Promise<T>): Promise<T> {
  const [{ createDesk }, { systemOptions }, { fileSecrets }] = await Promise.all([
    import('../desk/desk.ts'),
    import('../desk/host-defaults.ts'),
    import('../desk/secrets-file.ts'),
  ]);
  const desk = await createDesk(
    systemOptions({
      host: 'browser',
      secrets: fileSecrets(),
      background: false,
      // A folder named on the line is that line's business; the default one stays what it was.
      remember: line.workspace === undefined,
      actsAs: line.actsAs,
    }),
  );
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}

/** The folder of --workspace, else the workspace opened last. @throws CodedError WORKSPACE_MISSING */
export async function folderOf(line: Line, desk: StartedDesk): Promise<string> {
  const dir = line.workspace ?? (await desk.state.catalog.lastOpened());
  if (dir === null) throw new CodedError('WORKSPACE_MISSING');
  return dir;
}

/** Two commands of one script, or of a schedule, may meet: the second waits this long for the first, ms. */
const PATIENCE_MS = 5000;
const LOOK_MS = 100;

/** Does `open` until the workspace is free. @throws CodedError WORKSPACE_IN_USE when somebody keeps it */
export async function patiently<T>(
  open: () => Promise<T>,
  sleep: (ms: number) => Promise<void> = (ms) => systemTimers.sleep(ms),
): Promise<T> {
  for (let waited = 0; ; waited += LOOK_MS) {
    try {
      return await open();
    } catch (error) {
      if (!isCoded(error, 'WORKSPACE_IN_USE') || waited >= PATIENCE_MS) throw error;
    }
    await sleep(LOOK_MS);
  }
}

/** Runs over the open workspace of the line. @throws CodedError WORKSPACE_* */
export function withWorkspace<T>(line: Line, work: (desk: StartedDesk) => Promise<T>): Promise<T> {
  return withDesk(line, async (desk) => {
    const dir = await folderOf(line, desk);
    await patiently(() => desk.openFolder(dir));
    await desk.state.session().settled;
    return await work(desk);
  });
}
