import type { trayEn } from '../en/tray.ts';
import { zh } from '../han.ts';
import { startingZhCn } from './starting.ts';

export const trayZhCn: typeof trayEn = {
  used: (percentText) => zh`已用 ${percentText}`,
  left: (percentText) => zh`剩余 ${percentText}`,
  window: (nameText, amountText, resetText) =>
    resetText === null ? zh`${nameText}：${amountText}` : zh`${nameText}：${amountText}，${resetText}`,
  packs: (amountText) => zh`用量包：剩余 ${amountText}`,
  windowStale: (lineText) => zh`${lineText}（旧数据）`,
  open: startingZhCn.open,
  signIn: '登录…',
  signOut: '退出登录',
  waiting: '等待在浏览器中完成登录…',
  signedOut: '未登录',
  loading: startingZhCn.loading,
  nothing: '暂无额度信息',
  uses: (modelText, providerText) => zh`Qwen Code 正在使用 ${modelText} · ${providerText}`,
  chosen: (modelText, providerText) => zh`Qwen Code 已选择 ${modelText} · ${providerText}`,
  switchTo: '切换到',
  allProviders: '所有服务商…',
  preferences: '偏好设置…',
  demo: '演示数据',
  leaveDemo: '退出演示',
};
