import type { trayEn } from '../en/tray.ts';
import { startingZhCn } from './starting.ts';

export const trayZhCn: typeof trayEn = {
  used: (percentText) => `已用 ${percentText}`,
  left: (percentText) => `剩余 ${percentText}`,
  window: (nameText, amountText, resetText) =>
    resetText === null ? `${nameText}：${amountText}` : `${nameText}：${amountText}，${resetText}`,
  packs: (amountText) => `用量包：剩余 ${amountText}`,
  windowStale: (lineText) => `${lineText}（旧数据）`,
  open: startingZhCn.open,
  signIn: '登录…',
  signOut: '退出登录',
  waiting: '等待在浏览器中完成登录…',
  signedOut: '未登录',
  loading: startingZhCn.loading,
  nothing: '暂无额度信息',
  uses: (modelText, providerText) => `Qwen Code 正在使用 ${modelText} · ${providerText}`,
  switchTo: '切换到',
  allProviders: '所有服务商…',
  snooze: (noticeText) => `恢复前不再提醒：${noticeText}`,
  preferences: '偏好设置…',
  demo: '演示数据',
  leaveDemo: '退出演示',
};
