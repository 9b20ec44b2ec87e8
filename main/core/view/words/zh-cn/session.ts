import type { sessionEn } from '../en/session.ts';

export const sessionZhCn: typeof sessionEn = {
  session: {
    title: '登录',
    signIn: '登录',
    signInAgain: '重新登录',
    signOut: '退出登录',
    regionLabel: '你的账号在哪里？',
    region: {
      international: { name: '国际站', hint: 'QwenCloud' },
      china: { name: '中国站', hint: '千问AI平台' },
    },
    starting: '正在打开登录页面…',
    waitingTitle: '请在浏览器中完成登录',
    waitingHint: '请在打开的页面上登录。完成后会自动更新，期间可以关闭此窗口。',
    waitingLeft: '后页面失效',
    waitingOffline: '暂时没有网络连接，仍在等待。',
    openPageAgain: '重新打开页面',
    copyPage: '没有打开？复制页面地址',
    pageCopied: '已复制，请在任意浏览器中打开。',
    tryDemo: '用演示数据体验',
    tryDemoHint: '不会读取或写入你的任何数据。',
    signedInAs: (accountText) => `已登录：${accountText}`,
    signedIn: '已登录',
    lastsUntil: (clockText) => `登录有效期至 ${clockText}。`,
    endsIn: (durationText, clockText) => `登录将在 ${durationText}后（${clockText}）过期。`,
    storedEncrypted: (backendText) => `登录信息由系统加密保存（${backendText}）。`,
    storedInMemory: '系统没有安全的存储位置，退出后需要重新登录。',
    exactNumbers: '准确用量以服务端为准。',
  },
};
