import type { ReportWords } from '../report.ts';

export const reportZhCn: ReportWords = {
  copy: '复制报告',
  copied: '已复制：仅含来源、位置和版本，不含返回内容和账号信息。',
};
