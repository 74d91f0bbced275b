import fs from 'node:fs';
import { CodedError } from '../base/errors.ts';
import { writeWhole } from './folder.ts';
import { rawCode } from './sqlite-errors.ts';
import type { WorkspaceKind } from './workspace-types.ts';

/** What a workspace is, in `workspace.json` and, as a second copy, in the ledger's settings. */
export type Identity = {
  readonly id: string;
  readonly kind: WorkspaceKind;
  readonly name: string;
  /** Layout of the folder; rises when an older program could not find its way. */
  readonly format: number;
  /** Integer ms UTC. */
  readonly created: number;
};

export const FOLDER_FORMAT = 1;
/** The ledger's setting that holds the second copy. */
export const IDENTITY_SETTING = 'workspace.identity';

/** Checks the shape of a stored identity; undefined when it is not one. */
export function parseIdentity(value: unknown): Identity | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, kind, name, format, created } = value as Partial<Record<keyof Identity, unknown>>;
  if (typeof id !== 'string' || id === '' || typeof name !== 'string') return undefined;
  if (kind !== 'demo' && kind !== 'real') return undefined;
  if (typeof format !== 'number' || typeof created !== 'number') return undefined;
  return { id, kind, name, format, created };
}

/**
 * Reads `workspace.json`.
 * @returns the identity, 'absent', or 'damaged' when the file holds something else
 * @throws CodedError WORKSPACE_NEWER when the folder's layout is beyond this program
 */
export function readIdentity(file: string): Identity | 'absent' | 'damaged' {
  let value: unknown;
  try {
    value = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (rawCode(error) === 'ENOENT') return 'absent';
    if (error instanceof SyntaxError) return 'damaged';
    throw error;
  }
  // A newer layout may carry other fields: its number is judged before its shape.
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof format === 'number' && format > FOLDER_FORMAT) {
    throw new CodedError('WORKSPACE_NEWER', {
      file: 'workspace',
      component: 'folder',
      found: format,
      known: FOLDER_FORMAT,
    });
  }
  return parseIdentity(value) ?? 'damaged';
}

/** Writes `workspace.json` as a whole. */
export function writeIdentity(file: string, identity: Identity): void {
  writeWhole(file, `${JSON.stringify(identity, null, 2)}\n`);
}
