import type { SwitchFailureWords } from '../switch-failures.ts';

export const switchFailuresEn: SwitchFailureWords = {
  known: {
    'no-backup': {
      what: 'No backup could be made, so nothing was written.',
      wayOut: 'Check that Qwen Gauge’s data folder can be written to.',
    },
    'no-journal': {
      what: 'The change could not be noted down for undo, so nothing was written.',
      wayOut: 'Check that Qwen Gauge’s data folder can be written to.',
    },
    'backup-missing': {
      what: 'The backup is gone, or is no longer what it was.',
      wayOut: 'Nothing was changed. Choose another backup.',
    },
    'not-written': {
      what: 'The file still holds what it held, though the system reported no error.',
      wayOut: 'Try again. If it stays so, another program may put the file back.',
    },
    'not-a-regular-file': {
      what: 'There is something else where the file should be.',
      wayOut: 'Check what is at this path. Nothing was written.',
    },
    'too-large': { what: 'The file is over 5 MB, which settings never are.', wayOut: 'Nothing was written.' },
    unreadable: { what: 'The file may not be read.', wayOut: 'Check its permissions. Nothing was written.' },
    'disk-full': {
      what: 'There is no space left for the file.',
      wayOut: 'Free some space and try again. The file is what it was before.',
    },
    'not-allowed': {
      what: 'The file may not be written.',
      wayOut: 'Check the permissions of the file and its folder. The file is what it was before.',
    },
    'in-use': {
      what: 'Another program holds the file, or it is mounted by itself.',
      wayOut: 'Try again in a moment, or mount its folder instead. The file is what it was before.',
    },
    'folder-missing': {
      what: 'The folder of the file is not there.',
      wayOut: 'Start Qwen Code once, or make the folder, and try again.',
    },
    system: {
      what: 'The system refused to write the file.',
      wayOut: 'Try again. The file is what it was before.',
    },
  },
  stuck: (pathText) => ({
    what: `A change could neither be finished nor taken back: ${pathText}`,
    wayOut: 'The file as it was is among the backups: restore it from there.',
  }),
};
