import type { preferencesEn } from '../en/preferences.ts';

const number = new Intl.NumberFormat('zh-CN');

export const preferencesZhCn: typeof preferencesEn = {
  preferences: {
    appearance: '外观',
    language: '语言',
    languageNames: { system: '跟随系统', en: 'English', 'zh-CN': '简体中文' },
    theme: '主题',
    themeNames: { system: '跟随系统', light: '浅色', dark: '深色' },
    trayIcon: '托盘图标',
    trayIconNames: { automatic: '自动', light: '浅色', dark: '深色' },
    trayIconHint: '“自动”在任何面板上都清晰可见；深色面板可选浅色图标，浅色面板可选深色图标。',
    warnings: '提醒',
    warnAt: '提醒阈值',
    warnAtHint: (percentText) => `每项额度用到 ${percentText} 时提醒一次。`,
    notices: '显示通知',
    noticesHint: '关闭后，提醒会显示在此窗口中。',
    launchAtLogin: '登录系统时启动',
    budget: '月度预算',
    budgetHint: '按量计费的费用会与预算比较。',
    budgetNone: '无',
    budgetNotANumber: '请输入大于 0 的数字，或留空。',
    plan: '你的 Coding Plan',
    planHint: '未登录时，用于本机估算。',
    planNames: { none: '未指定', lite: 'Lite', pro: 'Pro' },
    monthDay: '每月订阅日',
    monthDayHint: '月额度在这一天重置。',
    monthDayOf: (day) => `${number.format(day)} 日`,
    account: '账号',
    privacy: '不收集任何数据，用量只保存在本机。',
  },
};
