import { describeFaults } from './two-file-faults.ts';

describeFaults('undo');
