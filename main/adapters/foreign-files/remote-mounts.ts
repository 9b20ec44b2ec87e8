import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { posix, win32 } from 'node:path';

export interface RemoteMounts {
  /**
   * The mount that a path leads to or through, if it may stop answering: a network disk, or one that a program serves.
   * null: everything on the way lies on disks of this machine. Links are followed. Asks nothing but disks of this machine.
   */
  on(path: string): string | null;
}

export interface RemoteMountsDependencies {
  readonly platform: NodeJS.Platform;
  /** The text of Linux's /proc/self/mountinfo. */
  readMounts(): string;
  /** The drive that Windows itself lies on, as "C:". */
  readonly systemDrive: string;
}

/** Linux has the same limit of 40 links. */
const mostLinks = 40;
/** The mounts and the folders are examined anew after this time. */
const validMs = 1_000;
/** Not `performance.now()`: Node loads a module for it first, which every start of the command line would wait for. */
const upMs = (): number => process.uptime() * 1000;

/** File systems on a disk or in the memory of this machine. Any other one may wait for a network or for a program. */
const localTypes = new Set(
  `ext2 ext3 ext4 xfs btrfs bcachefs f2fs zfs jfs reiserfs nilfs2 vfat msdos exfat ntfs ntfs3 hfsplus iso9660 udf squashfs
  erofs overlay aufs ecryptfs tmpfs ramfs devtmpfs devpts proc sysfs cgroup cgroup2 securityfs debugfs tracefs configfs pstore
  bpf efivarfs binfmt_misc fusectl mqueue hugetlbfs rootfs`.split(/\s+/),
);

/** Where macOS has network disks. It has no list of mounts that could be read without a program. */
const macPlaces = ['/Volumes', '/Network', '/net', '/home', '/System/Volumes/Data/home'];

/** Finds what may lie on a disk that stops answering: by the list of mounts on Linux, elsewhere by the path. */
export function createRemoteMounts(dependencies: Partial<RemoteMountsDependencies> = {}): RemoteMounts {
  const { platform = process.platform, systemDrive = process.env['SystemDrive'] ?? 'C:' } = dependencies;
  const { readMounts = () => readFileSync('/proc/self/mountinfo', 'utf8') } = dependencies;
  const { resolve, dirname, basename, join, parse, sep } = platform === 'win32' ? win32 : posix;
  let known: { readonly remote: readonly Mount[]; readonly atMs: number } | null = null;
  /** The folders on the way to the paths that were asked about lately. */
  const folders = new Map<string, Way>();
  let foldersSinceMs = Number.NEGATIVE_INFINITY;

  function mounts(): readonly Mount[] {
    if (known === null || upMs() - known.atMs > validMs) {
      known = { remote: parseMounts(readMounts), atMs: upMs() };
    }
    return known.remote;
  }

  /** The remote mount that a path without links lies on. */
  function mountOf(path: string): string | null {
    if (platform === 'linux') {
      // The last of several mounts at one place covers the others.
      const at = mounts().findLast(({ point }) => isWithin(path, point, sep));
      return at?.isRemote === true ? at.point : null;
    }
    if (platform === 'darwin') return macPlaces.find((place) => isWithin(path, place, sep)) ?? null;
    const { root } = parse(path);
    return root.toLowerCase() === `${systemDrive}\\`.toLowerCase() ? null : root;
  }

  /** A folder holds many files, and each look at the logs asks about all of them. */
  function wayToFolder(folder: string, links: number): Way {
    const found = folders.get(folder) ?? wayTo(folder, links);
    folders.set(folder, found);
    return found;
  }

  function wayTo(path: string, links: number): Way {
    const parent = dirname(path);
    const isRoot = parent === path;
    const way = isRoot ? { real: '' } : wayToFolder(parent, links);
    if ('mount' in way || way.real === null) return way;
    const current = isRoot ? path : join(way.real, basename(path));
    const mount = mountOf(current);
    if (mount !== null) return { mount };
    const link = linkAt(current);
    if (link === undefined) return { real: null };
    if (link === null) return { real: current };
    return links === mostLinks ? { real: null } : wayTo(resolve(dirname(current), link), links + 1);
  }

  return {
    on(path) {
      if (upMs() - foldersSinceMs > validMs) {
        folders.clear();
        foldersSinceMs = upMs();
      }
      const way = wayTo(resolve(path), 0);
      return 'mount' in way ? way.mount : null;
    },
  };
}

/** The remote mount on the way, or the path without links; null: nothing is there, or it cannot be examined. */
type Way = { readonly mount: string } | { readonly real: string | null };

/** Where the link leads; null: it is no link; undefined: nothing there, or it cannot be examined. */
function linkAt(path: string): string | null | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : null;
  } catch {
    return undefined;
  }
}

const isWithin = (path: string, folder: string, sep: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

interface Mount {
  readonly point: string;
  readonly isRemote: boolean;
}

/** The mounts, those that lie in others after these. Without a list, everything counts as local. */
function parseMounts(readMounts: () => string): readonly Mount[] {
  const mounts = textOf(readMounts)
    .split('\n')
    .flatMap((line) => {
      const point = line.split(' ')[4];
      const type = / - (\S+) /.exec(line)?.[1];
      if (point === undefined || type === undefined) return [];
      return [{ point: unescaped(point), isRemote: !localTypes.has(type) }];
    });
  return mounts.sort((one, other) => one.point.length - other.point.length);
}

function textOf(readMounts: () => string): string {
  try {
    return readMounts();
  } catch {
    return '';
  }
}

/** Spaces and the like are written as three octal digits. */
const unescaped = (point: string): string =>
  point.replace(/\\(\d{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
