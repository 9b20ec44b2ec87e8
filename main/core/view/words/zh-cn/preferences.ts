import { countFormat } from '../../formatters.ts';
import type { preferencesEn } from '../en/preferences.ts';
import { zh } from '../han.ts';

const number = countFormat('zh-CN');

export const preferencesZhCn: typeof preferencesEn = {
  preferences: {
    switches: {
      launchAtLogin: { label: '登录系统时启动' },
      trayTitle: { label: '在图标旁显示百分比' },
      notices: { label: '显示通知', hint: '关闭后不再提醒，用量仍显示在托盘图标和此窗口中。' },
      noticesOfRunOut: { label: '预计额度在恢复前用完时通知我' },
      noticesOfReturn: { label: '额度恢复到够用时通知我' },
      noticesOfPlanEnd: { label: '套餐到期前 7 天、3 天和 1 天通知我' },
      noticesOfSession: { label: '登录过期前和过期时通知我' },
      noticesOfRefusal: { label: 'Qwen Code 的请求被拒绝时通知我' },
      noticesOfSpill: { label: '套餐未用完却产生费用时通知我' },
      noticesOfOtherProvider: { label: '其他程序更改服务商时通知我' },
      lookForUpdates: {
        label: '有新版本时通知我',
        hint: '每天最多查询一次本项目在 GitHub 上的页面，只附带本应用的版本号，不会自动安装。',
      },
      askInstalledClient: {
        label: '切换后用已安装的 Qwen Code 验证',
        hint: '会将其启动几秒钟，询问它将使用哪个服务商；不会向模型发送任何请求。',
      },
    },
    choices: {
      language: { label: '语言', names: { system: '跟随系统', en: 'English', 'zh-CN': '简体中文' } },
      clock: { label: '时间格式', names: { system: '跟随系统', h12: '12 小时制', h24: '24 小时制' } },
      theme: { label: '主题', names: { system: '跟随系统', light: '浅色', dark: '深色' } },
      textSize: {
        label: '文字大小',
        names: {
          'percent-90': '90%',
          'percent-100': '100%',
          'percent-110': '110%',
          'percent-125': '125%',
          'percent-150': '150%',
          'percent-200': '200%',
        },
      },
      trayMode: {
        label: '托盘图标',
        hint: '“双条”显示最紧张的两项额度，其余样式只显示最紧张的一项；“仅图标”不显示用量，只在需要留意时变化。',
        names: { ring: '圆环', bars: '双条', percent: '百分比', icon: '仅图标' },
      },
      trayShows: { label: '额度显示为', names: { used: '已用', left: '剩余' } },
      trayIcon: {
        label: '图标颜色',
        hint: '深色面板请选“浅色”，浅色面板请选“深色”。',
        names: { automatic: '自动', light: '浅色', dark: '深色' },
      },
      trayIconSize: {
        label: '面板的图标大小',
        names: {
          automatic: '自动',
          'px-16': '16 像素',
          'px-18': '18 像素',
          'px-20': '20 像素',
          'px-22': '22 像素',
          'px-24': '24 像素',
          'px-32': '32 像素',
          'px-48': '48 像素',
        },
      },
      refreshEvery: {
        label: '查询间隔',
        hint: '“自动”：工作时每 1–2 分钟，平时每 5 分钟，无人使用时每 15–30 分钟。',
        names: {
          automatic: '自动',
          'minutes-2': '2 分钟',
          'minutes-5': '5 分钟',
          'minutes-15': '15 分钟',
          'minutes-60': '1 小时',
        },
      },
      codingPlan: {
        label: '你的 Coding Plan',
        hint: '未登录时，用于本机估算。',
        names: { none: '未指定', lite: 'Lite', pro: 'Pro' },
      },
    },
    pagesLabel: '偏好设置分页',
    pages: { general: '通用', tray: '显示', notices: '通知', plans: '套餐', network: '网络', data: '数据' },
    warnAt: '提醒阈值',
    warnAtHint: '每项额度达到每个阈值时提醒一次；100% 即已用完。',
    quietHours: '免打扰时段',
    quietHoursHint: '期间的通知留在本应用中，时段结束后合并为一条提醒。',
    quietFrom: '开始',
    quietTo: '结束',
    shownPools: '在窗口和托盘中显示',
    poolOrder: {
      label: '额度顺序',
      byNeed: '按紧张程度',
      byNeedHint: '正在使用的额度始终排在最前；在你调整之前，其余越紧张越靠前。',
      ownHint: '正在使用的额度始终排在最前。',
      sortByNeed: '按紧张程度排列',
      moveUp: (poolText) => zh`上移 ${poolText}`,
      moveDown: (poolText) => zh`下移 ${poolText}`,
      moved: (poolText, place, count) => zh`${poolText}：第 ${place} 位，共 ${count} 位`,
    },
    budget: '月度预算',
    budgetHint: '本月按量计费的费用会显示为占预算的百分比，并像其他额度一样提醒。',
    budgetNone: '无',
    budgetNotANumber: '请输入大于 0 的数字，或留空。',
    monthDay: 'Coding Plan 每月起始日',
    monthDayHint: '购买套餐的日期，月额度在每月的这一天重置。',
    monthDayOf: (day) => zh`${number.format(day)} 日`,
    showReleases: '在浏览器中查看',
    shortcut: {
      label: '快捷键',
      hint: '随时打开或关闭此窗口。',
      set: '设置…',
      press: '请按下组合键，例如 Ctrl+Alt+U。',
      remove: '移除',
      needed: (keysText) => zh`${keysText} 常被其他程序使用，请换一个，例如 Ctrl+Alt+U。`,
      taken: (keysText) => zh`${keysText} 已被其他程序占用。`,
    },
    proxyWords: {
      label: '代理',
      names: { system: '跟随系统', none: '不使用', own: '自定义' },
      hints: {
        system: '优先使用环境变量 HTTPS_PROXY 与 NO_PROXY，其次是系统设置。',
        none: '始终直接连接，不理会系统设置。',
      },
      address: '地址',
      addressHint: '支持 http、https 与 socks5；NO_PROXY 中的例外仍然有效。',
      problems: {
        unreadable: '请输入主机和端口，例如 proxy.example:3128。',
        scheme: '仅支持 http、https 与 socks5 代理。',
        password: '此处不保存密码，请改用环境变量 HTTPS_PROXY。',
        key: '这看起来是 Key，而不是代理地址。',
      },
    },
    privacy: '不收集任何数据，用量只保存在本机。',
  },
};
