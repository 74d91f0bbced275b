import fs from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../base/errors.ts';
import { connection } from '../contract/desk.ts';
import type { Command, Line } from './command.ts';
import { textOf } from './command.ts';
import { facts } from './table.ts';
import { withDesk } from './with-desk.ts';

/** The secret key is the first line of standard input: an argument would be seen by every user of the machine. */
async function readConnection(line: Line) {
  if (line.values['sk-stdin'] !== true) throw new CodedError('USAGE', { missing: '--sk-stdin' });
  const [sk = ''] = (await line.io.input()).split(/\r?\n/);
  const files = textOf(line, 'files');
  const name =
    textOf(line, 'name') ?? (line.workspace === undefined ? undefined : path.basename(line.workspace));
  const read = connection.safeParse({
    endpoint: textOf(line, 'endpoint') ?? '',
    ak: textOf(line, 'ak') ?? '',
    sk: sk.trim(),
    ...(files === undefined ? {} : { filesDir: path.resolve(line.io.cwd, files) }),
    ...(name === undefined ? {} : { name: name.slice(0, 64) }),
  });
  if (read.success) {
    if (read.data.filesDir !== undefined) await readableFolder(read.data.filesDir);
    return read.data;
  }
  throw new CodedError('INPUT_INVALID', {
    paths: [...new Set(read.error.issues.map(({ path: at }) => at.join('.')))],
  });
}

/** A mistyped folder would only show as months without figures. @throws CodedError FILE_UNREADABLE {folder, reason} */
async function readableFolder(dir: string): Promise<void> {
  try {
    await fs.readdir(dir);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'ENOENT' ? 'missing' : code === 'ENOTDIR' ? 'not a folder' : 'unreadable';
    throw new CodedError('FILE_UNREADABLE', { folder: dir, reason }, { cause: error });
  }
}

/** `connect`: tests a connection and keeps it in the workspace, which is made when there is none. */
export const connect: Command = {
  usage: 'connect --endpoint URL --ak AK --sk-stdin [--files DIR] [--name NAME] [--workspace DIR] [--json]',
  options: {
    endpoint: { type: 'string' },
    ak: { type: 'string' },
    'sk-stdin': { type: 'boolean' },
    files: { type: 'string' },
    name: { type: 'string' },
  },
  words: [0, 0],
  async run(line) {
    const input = await readConnection(line);
    return await withDesk(line, async (desk) => {
      const info = await desk.connectFolder(input, line.workspace);
      const filesDir = desk.state.session().filesDir();
      const document = {
        workspace: info.dir,
        id: info.id,
        name: info.name,
        endpoint: info.endpoint,
        filesDir,
      };
      return { document, text: () => facts(Object.entries(document)) };
    });
  },
};
