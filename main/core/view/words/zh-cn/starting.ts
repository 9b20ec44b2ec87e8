import type { startingEn } from '../en/starting.ts';

export const startingZhCn: typeof startingEn = {
  appName: 'Qwen Gauge',
  loading: '正在获取额度…',
  open: '打开 Qwen Gauge',
  quit: '退出 Qwen Gauge',
};
