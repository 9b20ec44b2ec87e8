/** A file or folder as its folder lists it. A link is neither. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

interface FileFacts {
  readonly kind: FolderEntry['kind'];
  /** In bytes. */
  readonly size: number;
  readonly changedAtMs: number;
}

/** A regular file that is open for reading. */
export interface ReadableFile {
  /** In bytes, when it was opened. */
  readonly size: number;
  /** Reads from `offset` into `buffer` and returns the number of bytes; 0 at the end. Throws if the file cannot be read. */
  read(buffer: Uint8Array, offset: number): Promise<number>;
  close(): Promise<void>;
}

/** Reads folders and regular files. What is missing or cannot be read is returned as null or as an empty list. */
export interface FileReader {
  list(folder: string): Promise<readonly FolderEntry[]>;
  facts(path: string): Promise<FileFacts | null>;
  /** Resolves all links. */
  realPath(path: string): Promise<string | null>;
  /** Opens a regular file; null for anything else. */
  open(path: string): Promise<ReadableFile | null>;
}

/**
 * Reads places that belong to others: a project's folder may hold links, devices and pipes, or lie on a network mount
 * that no longer answers. No link at the end of a path is followed, and no call takes longer than a few seconds.
 */
export interface ForeignFiles {
  /**
   * The files of one place. If a call there does not return, the place counts as unreadable for some minutes, and all calls
   * under way end with the result of an unreadable place.
   */
  of(place: string): FileReader;
  /** The user's own files, of which links are followed. Those on a remote mount count as one place. */
  readonly own: FileReader;
  /** How many calls did not return so far. */
  abandoned(): number;
  /** Ends all calls at once, with the result of an unreadable place. Later calls work again. */
  end(): void;
}

/** A process that answers calls in their order. */
export interface FileProcess {
  readonly pid: number | undefined;
  send(call: object): void;
  /** Keeps this program alive while a call is open, and only then. */
  hold(isNeeded: boolean): void;
  /** Resolves once the process is gone: one whose call does not return is killed only when it does. */
  kill(): Promise<void>;
}

export interface FileProcessEvents {
  /** It runs, and answers from now on. */
  onReady(): void;
  onAnswer(result: unknown): void;
  /** It could not be started, or ended by itself. */
  onEnd(): void;
}

/**
 * Starts a process that reads or writes. A thread of this process would not do: where a call never returns, the threads of a
 * process keep it from ending. null: the system refused.
 */
export type StartFileProcess = (role: 'reader' | 'writer', events: FileProcessEvents) => FileProcess | null;
