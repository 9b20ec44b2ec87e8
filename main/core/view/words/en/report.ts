import type { ReportWords } from '../report.ts';

export const reportEn: ReportWords = {
  copy: 'Copy a report',
  copied: 'Copied: source, place and versions. Nothing of the answer, and no account.',
};
