import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The folder of this user's data: PARTNER_DESK_DATA, else where the system keeps the data of programs.
 * @param env the process's environment
 */
export function dataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const given = env['PARTNER_DESK_DATA'];
  if (given !== undefined && given !== '') return path.resolve(given);
  const home = homedir();
  if (platform === 'win32')
    return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'Partner Desk');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Partner Desk');
  return path.join(env['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'partner-desk');
}
