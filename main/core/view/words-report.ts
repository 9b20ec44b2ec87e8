/** The words of the report about an answer nobody understood. The report itself is for its readers, and in English. */
export interface ReportWords {
  readonly copy: string;
  /** Once it is done, with what it holds. */
  readonly copied: string;
}

export const reportEn: ReportWords = {
  copy: 'Copy a report',
  copied: 'Copied: source, place and versions. Nothing of the answer, and no account.',
};

export const reportZhCn: ReportWords = {
  copy: '复制报告',
  copied: '已复制：仅含来源、位置和版本，不含返回内容和账号信息。',
};
