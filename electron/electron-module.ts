/**
 * The parts of the `electron` module that the shell uses, as a type. Every decision of the shell takes the module as
 * a parameter: under plain Node `import 'electron'` throws, and tests give a stand-in.
 */
import type * as electron from 'electron';

export type ElectronModule = Pick<
  typeof electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'nativeTheme'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>;
