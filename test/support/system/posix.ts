/**
 * Whether this system has what POSIX promises: modes and owners of files, pipes and devices as files, links for everybody,
 * and the programs `sh`, `script` and `mkfifo`. Windows has none of these.
 */
export const isPosix = process.platform !== 'win32';

/** Keeps the cases that need POSIX from running elsewhere; all others run everywhere. */
export const onPosix = <Case>(...cases: readonly Case[]): readonly Case[] => (isPosix ? cases : []);

/** The mode of a file or folder that only its owner may use. Windows has no such modes: it shows what may be written. */
export const privateMode = { file: isPosix ? 0o600 : 0o666, folder: isPosix ? 0o700 : 0o666 };
