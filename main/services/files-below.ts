import type { DataFiles } from '../ports/system.ts';

/** The files below a folder of the data folder. From when they are gone, nothing more is written. */
export function filesBelow(files: DataFiles, folder: string, isGone: () => boolean = () => false): DataFiles {
  const within = (name: string): string => `${folder}/${name}`;
  return {
    read: (name) => files.read(within(name)),
    list: (name) => files.list(within(name)),
    write: async (name, bytes) => isGone() || files.write(within(name), bytes),
    append: async (name, text, header) => isGone() || files.append(within(name), text, header),
    remove: (name) => files.remove(within(name)),
    removeFolder: (name) => files.removeFolder(within(name)),
    setAside: (name, why) => files.setAside(within(name), why),
  };
}
