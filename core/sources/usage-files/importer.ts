/** A file as a folder or bucket offers it, with what tells a changed one. */
export interface OfferedFile {
  /** Path relative to the source's root, with '/'. */
  readonly name: string;
  readonly bytes: number;
  /** Last change, integer ms UTC. */
  readonly changedAt: number;
}

/** Where files come from: a folder now, object storage later. */
export interface FileStore {
  /** The files of a folder of the source; none when there is no such folder. */
  list(folder: string): Promise<OfferedFile[]>;
  /** A path on this machine where the file can be read (an object store fetches it first). */
  open(file: OfferedFile, signal: AbortSignal): Promise<string>;
}

/** What became of a file when it was last looked at. */
export interface SeenFile extends OfferedFile {
  readonly hash: string | null;
  /** 'imported', 'same', 'older', or the code it was refused with. */
  readonly outcome: string;
}

/** The import road as a source sees it; `core/imports` gives one for a workspace. */
export interface FileImporter {
  seen(): readonly SeenFile[];
  remember(file: SeenFile): void;
  /** Whether this content is imported and in force. */
  isImported(hash: string): boolean;
  /** Checks and applies one file. @throws CodedError, the codes of the import road; the signal's reason */
  importFile(
    file: { readonly path: string; readonly name: string },
    signal: AbortSignal,
  ): Promise<{ outcome: 'imported' | 'same' | 'older'; hash: string }>;
}
