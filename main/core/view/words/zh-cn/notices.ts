import type { noticesEn } from '../en/notices.ts';
import { startingZhCn } from './starting.ts';

export const noticesZhCn: typeof noticesEn = {
  noticesLabel: '通知',
  tray: {
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
  },
  notice: {
    thresholdTitle: (windowText, percentText) => `${windowText}已用 ${percentText}`,
    usedUpTitle: (windowText) => `${windowText}已用完`,
    thresholdBody: (poolText, leftText, resetText) =>
      resetText === null ? `${poolText}：${leftText}。` : `${poolText}：${leftText}，${resetText}。`,
    usedUpBody: (poolText, resetText) =>
      resetText === null ? `${poolText}：已无剩余。` : `${poolText}：已无剩余，${resetText}。`,
    sessionEndingTitle: '登录即将过期',
    sessionEndingBody: (durationText) => `将在 ${durationText}后过期，请重新登录以继续获取用量。`,
    sessionEndedTitle: '登录已过期',
    sessionEndedBody: '请重新登录以继续获取用量。',
    refusedTitle: (windowText) => `${windowText}已用完，要切换吗？`,
    refusedPlanTitle: 'Token Plan 已用完，要切换吗？',
    refusedResets: (clockText) => `将于 ${clockText} 重置。`,
    refusedBody: (modelText) =>
      `Qwen Code 的请求刚被拒绝（${modelText}）。请在这里切换服务商，然后开启新会话：已打开的会话仍使用原服务商。`,
    rateLimitTitle: '请求过于频繁',
    rateLimitBody: (modelText) => `服务要求 Qwen Code 放慢请求速度（${modelText}）。这是限流，额度不一定用完。`,
    unlistedModel: '设置中未列出的模型',
    clientErrorTitle: (modelText) => `Qwen Code 的请求被拒绝（${modelText}）`,
    estimated: '此为估算值。',
    newVersionTitle: (versionText: string) => `Qwen Gauge ${versionText} 已发布`,
    newVersionBody: '可从偏好设置打开其页面。应用不会自行下载。',
    switchedTitle: (providerText) => `已切换到 ${providerText}`,
    switchedBody: (modelText) => `Qwen Code 的新会话将使用 ${modelText}。可在 Qwen Gauge 中撤销。`,
  },
};
