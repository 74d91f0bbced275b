/** Which platform and processor a native file is made for, read from its header: names can lie. */
import type { PackTarget } from './packed-app.ts';

const ELF_MACHINES: Readonly<Record<number, PackTarget['arch']>> = { 0x3e: 'x64', 0xb7: 'arm64' };
const PE_MACHINES: Readonly<Record<number, PackTarget['arch']>> = { 0x8664: 'x64', 0xaa64: 'arm64' };
const MACH_MACHINES: Readonly<Record<number, PackTarget['arch']>> = {
  0x01000007: 'x64',
  0x0100000c: 'arm64',
};

function named(
  platform: PackTarget['platform'],
  arch: PackTarget['arch'] | undefined,
): PackTarget | undefined {
  return arch === undefined ? undefined : { platform, arch };
}

/** The target of an ELF, PE or Mach-O (one processor) file, from its first kilobyte; undefined for anything else. */
export function nativeTarget(head: Buffer): PackTarget | undefined {
  if (head.length < 64) return undefined;
  if (head.readUInt32BE(0) === 0x7f454c46) return named('linux', ELF_MACHINES[head.readUInt16LE(18)]);
  if (head.readUInt32LE(0) === 0xfeedfacf) return named('darwin', MACH_MACHINES[head.readUInt32LE(4)]);
  if (head.readUInt16BE(0) !== 0x4d5a) return undefined;
  const at = head.readUInt32LE(60);
  if (at + 6 > head.length || head.readUInt32BE(at) !== 0x50450000) return undefined;
  return named('win32', PE_MACHINES[head.readUInt16LE(at + 4)]);
}
