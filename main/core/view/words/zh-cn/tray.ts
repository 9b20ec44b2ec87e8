import type { trayEn } from '../en/tray.ts';
import { startingZhCn } from './starting.ts';

export const trayZhCn: typeof trayEn = {
  window: (nameText, percentText, resetText) =>
    resetText === null ? `${nameText}：已用 ${percentText}` : `${nameText}：已用 ${percentText}，${resetText}`,
  packs: (amountText) => `用量包：剩余 ${amountText}`,
  windowStale: (lineText) => `${lineText}（旧数据）`,
  open: startingZhCn.open,
  signIn: '登录…',
  signOut: '退出登录',
  waiting: '等待在浏览器中完成登录…',
  signedOut: '未登录',
  loading: startingZhCn.loading,
  nothing: '暂无额度信息',
  switchTo: '切换到',
  demo: '演示数据',
  leaveDemo: '退出演示',
};
