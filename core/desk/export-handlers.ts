import type { Caller } from '../contract/handlers.ts';
import type { ParsedInputOf } from '../contract/index.ts';
import type { DeskState } from './desk-state.ts';
import type { DownloadDesk } from './downloads.ts';
import type { ExportName, Handlers } from './handlers.ts';
import type { DeskOptions } from './options.ts';

/** Answers about files out: what can be exported, the tasks with their history, and how a finished file is had. */
export function exportHandlers(
  options: DeskOptions,
  state: DeskState,
  downloads: DownloadDesk,
): Handlers<ExportName> {
  const room = () => state.session().exports();
  return {
    'exports.lists': async (_input, caller) => (await room()).lists(caller),
    'exports.count': async ({ list, input }, caller) => ({
      rows: await (await room()).count(list, input, caller),
    }),
    'exports.history': async (_input, caller) => (await room()).history(caller),
    'exports.start': async (asked, caller) => ({ id: (await room()).start(asked, caller) }),
    'exports.repeat': async ({ id, acknowledged }, caller) => ({
      id: (await room()).repeat(id, acknowledged, caller),
    }),
    'exports.cancel': async ({ id }, caller) => ({ state: (await room()).cancel(id, caller) }),
    async 'exports.download'({ id }, caller) {
      const { path, name, bytes } = await (await room()).file(id, 'download', caller);
      return { token: downloads.offer({ path, name }), name, bytes };
    },
    async 'exports.open'({ id, how }, caller) {
      // Only the desktop has programs and folders to show; the browser downloads.
      if (options.showFile === undefined) return { opened: false };
      const { path } = await (await room()).file(id, 'open', caller);
      options.showFile(path, how);
      return { opened: true };
    },
    'exports.remove': async ({ id }, caller) => ({ removed: await (await room()).remove(id, caller) }),
  };
}

/** As exports.start, straight into a file of the caller's own; resolves when it is written. @throws CodedError why not */
export async function exportInto(
  file: string,
  asked: ParsedInputOf<'exports.start'>,
  state: DeskState,
  caller: Caller,
): Promise<{ rows: number; bytes: number }> {
  const room = await state.session().exports();
  return await room.writeTo(file, asked, caller);
}
