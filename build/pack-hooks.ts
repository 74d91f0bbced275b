/** electron-builder's hooks: natives of the target before packing; what was packed is checked, fuses set, after it. */
import { join } from 'node:path';
import { Arch } from 'electron-builder';
import type { AfterPackContext } from 'electron-builder';
import { flipFuses } from '@electron/fuses';
import { FUSES } from './fuses.ts';
import { provideNatives } from './natives.ts';
import { inspectApp } from './packed-app.ts';
import type { PackTarget } from './packed-app.ts';

function targetOf(context: Pick<AfterPackContext, 'arch' | 'electronPlatformName'>): PackTarget {
  const platform = context.electronPlatformName;
  const arch = Arch[context.arch];
  if (platform !== 'linux' && platform !== 'darwin' && platform !== 'win32') {
    throw new Error(`no packaging for ${platform}`);
  }
  if (arch !== 'x64' && arch !== 'arm64') throw new Error(`no packaging for ${arch}`);
  return { platform, arch };
}

/** The program whose fuses are set, before it is signed. */
function programOf({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  return join(appOutDir, 'executableName' in packager ? String(packager.executableName) : name);
}

export function beforePack(context: AfterPackContext): void {
  provideNatives(targetOf(context));
}

export async function afterPack(context: AfterPackContext): Promise<void> {
  const resources =
    context.electronPlatformName === 'darwin'
      ? join(context.appOutDir, `${context.packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : join(context.appOutDir, 'resources');
  const problems = await inspectApp(resources, targetOf(context));
  if (problems.length > 0) throw new Error(`the packed app is not as it should be:\n${problems.join('\n')}`);
  // With our own version of @electron/fuses: the one inside electron-builder does not know the ninth.
  await flipFuses(programOf(context), FUSES);
}
