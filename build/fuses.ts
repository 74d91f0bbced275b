/**
 * All nine fuses of the packaged Electron, each decided (sync-and-safety section 10, row 8). Flipped after packing and
 * before signing; a new fuse of a later Electron makes packing fail until it is decided here.
 */
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import type { FuseConfig } from '@electron/fuses';

export const FUSES = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  /** macOS: changing the program breaks its ad hoc signature; it is made anew where the tool for it exists. */
  resetAdHocDarwinSignature: process.platform === 'darwin',
  /** The program cannot be used as a plain Node by whoever finds it on the machine. */
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  /** One V8 snapshot for all processes: we make none of our own. */
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  /** Our pages come from app://; file:// gets nothing extra. */
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  /** Bounds checks of WebAssembly by signal handlers, Electron's own default: faster and as safe. */
  [FuseV1Options.WasmTrapHandlers]: true,
} as const satisfies FuseConfig;
