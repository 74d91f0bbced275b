import { CodedError } from '../base/errors.ts';
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

/** Runs over the open workspace of the line. @throws CodedError WORKSPACE_* */
export function withWorkspace<T>(line: Line, work: (desk: StartedDesk) => Promise<T>): Promise<T> {
  return withDesk(line, async (desk) => {
    await desk.openFolder(await folderOf(line, desk));
    await desk.state.session().settled;
    return await work(desk);
  });
}
