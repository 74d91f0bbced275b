import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../base/errors.ts';
import { createRpcServer } from '../rpc/server.ts';
import { pageFiles } from '../rpc/web-files.ts';
import { startWebHost, type WebHost } from '../rpc/web-host.ts';
import { createDesk, type StartedDesk } from './desk.ts';
import { systemOptions } from './host-defaults.ts';
import { fileSecrets } from './secrets-file.ts';

export interface ServeOptions {
  readonly port?: number;
  /** The workspace to open; by default the one opened last. */
  readonly workspace?: string;
  readonly demo?: boolean;
}

export interface Serving {
  readonly host: WebHost;
  readonly desk: StartedDesk;
  close(): Promise<void>;
}

/** The built screens: PARTNER_DESK_PAGE, else `dist/renderer`, seen from the source and from the bundle in `dist/core`. */
function rendererDir(): string {
  const given = process.env['PARTNER_DESK_PAGE'];
  if (given !== undefined && given !== '') return given;
  const source = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(source ? '../../dist/renderer/' : '../renderer/', import.meta.url));
}

/**
 * Starts the browser host. The address is there before the workspace is open: the page shows itself meanwhile.
 * @throws CodedError PORT_IN_USE, NOT_BUILT, and the codes of opening the named workspace
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const dir = rendererDir();
  if (!existsSync(`${dir}/index.html`)) throw new CodedError('NOT_BUILT');
  const desk = await createDesk(
    systemOptions({ host: 'browser', secrets: fileSecrets(), background: true, remember: true }),
  );
  try {
    const rpc = createRpcServer(desk);
    const host = await startWebHost({
      desk,
      rpc,
      files: pageFiles(dir),
      ...(options.port === undefined ? {} : { port: options.port }),
    });
    const close = async (): Promise<void> => {
      await host.close();
      await desk.close();
    };
    try {
      if (options.workspace !== undefined) await desk.openFolder(options.workspace);
      else if (options.demo === true) await desk.call('desk.exploreDemo', {});
      else await desk.openLast();
    } catch (error) {
      await close();
      throw error;
    }
    return { host, desk, close };
  } catch (error) {
    await desk.close();
    throw error;
  }
}
