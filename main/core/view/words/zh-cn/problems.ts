import { type TrayDesktop, trayDesktopOf } from '../../tray/tray-desktop.ts';
import type { FailureParts, problemsEn } from '../en/problems.ts';
import { zh } from '../han.ts';

const withCode = (parts: FailureParts): string => (parts.code === '' ? '' : zh`（${parts.code}）`);

const andThen = '图标出现后，此窗口会自动关闭。';
const trays: Readonly<Record<TrayDesktop, string>> = {
  gnome: `请安装并启用扩展“AppIndicator and KStatusNotifierItem Support”（软件包通常名为 gnome-shell-extension-appindicator）。${andThen}`,
  ubuntu: `请重新启用 Ubuntu 自带的扩展：gnome-extensions enable ubuntu-appindicators@ubuntu.com。${andThen}`,
  plasma: `请右键单击面板，添加部件“系统托盘”。${andThen}`,
  xfce: `请右键单击面板，选择“面板”›“添加新项目”，添加“状态栏插件”。${andThen}`,
  cinnamon: `请在“系统设置”›“小程序”中添加“XApp Status Applet”。${andThen}`,
  mate: `请右键单击面板，选择“添加到面板”，添加“通知区域”。${andThen}`,
  lxqt: `请右键单击面板，选择“管理部件”，添加“Status Notifier Plugin”。${andThen}`,
  budgie: `请在 Budgie 桌面设置中为面板添加“System Tray”。${andThen}`,
  cosmic: `请在“设置”的“桌面”›“面板”中添加“通知托盘”。${andThen}`,
  pantheon: 'Pantheon 没有托盘区域：请最小化此窗口，不要关闭。',
  sway: `请从 Sway 配置的 bar 中删除“tray_output none”；使用 Waybar 时，请添加模块“tray”。${andThen}`,
  'wayland-bar': `请在 Waybar 中添加模块“tray”，或启用所用面板的托盘。${andThen}`,
  'x11-bar': 'i3bar 和 Polybar 使用旧式托盘，图标可能已在其中显示。启动 snixembed 进行转换后，此窗口会自动关闭。',
  other: `请在面板中添加系统托盘（StatusNotifier）。${andThen}`,
};

export const problemsZhCn: typeof problemsEn = {
  failures: {
    offline: () => ({ what: '当前没有网络连接。', wayOut: '网络恢复后会自动更新用量。' }),
    timeout: () => ({ what: '服务响应超时。', wayOut: '稍后会自动重试，也可以立即刷新。' }),
    tls: () => ({
      what: '连接不安全：对方的证书未通过校验。',
      wayOut: '请检查本机日期，以及代理或安全软件。证书恢复正常之前不会发送任何数据。',
    }),
    proxy: (parts) => ({
      what: zh`当前网络的代理拒绝转发请求${withCode(parts)}。`,
      wayOut: '请检查偏好设置或系统中的代理，以及环境变量 HTTPS_PROXY 与 NO_PROXY。',
    }),
    'signed-out': () => ({ what: '尚未登录。', wayOut: '登录后即可查看该额度。' }),
    'session-expired': () => ({ what: '登录已过期。', wayOut: '请重新登录以获取最新用量。' }),
    'no-right': (parts) => ({
      what: zh`当前账号无权查看该额度${withCode(parts)}。`,
      wayOut: '请联系账号管理员授权，或换一个账号登录。',
    }),
    'rate-limited': (parts) => ({
      what: '查询过于频繁，服务要求稍候。你的额度不受影响。',
      wayOut: parts.waitText === null ? '几分钟后会自动重试。' : zh`${parts.waitText}后会自动重试。`,
    }),
    'server-error': (parts) => ({
      what: zh`服务端出现故障${withCode(parts)}。`,
      wayOut: '稍后会自动重试，也可以立即重试。',
    }),
    'login-page': () => ({
      what: '收到的是网页，而不是用量数据。',
      wayOut: '如果当前网络需要网页认证（酒店、咖啡馆等），请先在浏览器中完成认证；否则请重新登录。',
    }),
    'business-error': (parts) => ({
      what: zh`服务拒绝了本次查询${withCode(parts)}。`,
      wayOut: '请稍后刷新。若持续出现，请到控制台查看套餐状态。',
    }),
    'unknown-shape': (parts) => ({
      what: zh`服务返回了当前版本无法识别的内容${parts.subject === '' ? '' : zh`（${parts.subject}）`}。`,
      wayOut: '请查看 Qwen Gauge 是否有新版本。不会显示猜测的用量。',
    }),
    'empty-answer': () => ({
      what: '服务确认套餐有效，但本次没有返回用量。',
      wayOut: '稍后会自动重新获取，也可以立即刷新。',
    }),
    'too-large': () => ({
      what: '返回的内容远超正常大小，已丢弃。',
      wayOut: '请稍后刷新。若持续出现，请查看 Qwen Gauge 是否有新版本。',
    }),
    'program-failed': (parts) => ({
      what: zh`程序“${parts.subject}”运行失败${withCode(parts)}。`,
      wayOut: '请在终端中运行一次查看提示，或直接在 Qwen Gauge 中登录。',
    }),
    'program-could-not-tell': (parts) => ({
      what: zh`程序“${parts.subject}”无法给出结果：该版本存在已知缺陷。`,
      wayOut: '请直接在 Qwen Gauge 中登录，或换用其他版本的程序。',
    }),
    'program-shows-none': (parts) => ({
      what: zh`程序“${parts.subject}”没有显示该项：可能未购买，也可能未能读取。`,
      wayOut: '如需确认，请直接在 Qwen Gauge 中登录。',
    }),
    'not-asked-yet': () => ({ what: '以下为上次运行时的用量。', wayOut: '正在获取最新用量。' }),
    unreadable: (parts) => ({
      what: zh`无法读取文件：${parts.subject}`,
      wayOut: '请确认文件存在，并且你有读取权限。',
    }),
  },
  signInEnds: {
    denied: { what: '登录请求在浏览器中被拒绝。', wayOut: '请重新登录，并在页面上点击允许。' },
    expired: { what: '登录页面停留时间过长，已失效。', wayOut: '请重新登录，会打开新的页面。' },
    cancelled: { what: '已取消登录。', wayOut: '可随时重新登录。' },
    'already-here': {
      what: '这个账号已在列表中。',
      wayOut:
        '浏览器当前登录的就是它。如果它的登录已失效，请在列表中该账号处重新登录；要添加另一个账号，请先在网站上退出登录。',
    },
  },
  signInFailed: '登录未成功。',
  signInTryLater: '请稍后重试。',
  signedOut: {
    never: {
      what: '随时了解剩余额度。',
      wayOut: '请使用购买套餐的账号登录。不登录时，会根据 Qwen Code 的日志统计请求数。',
    },
    'signed-out': { what: '已退出登录。', wayOut: '登录后即可再次查看额度。' },
    expired: { what: '登录已过期。', wayOut: '登录有有效期，到期需重新登录。' },
    undecryptable: {
      what: '已保存的登录信息无法读取。',
      wayOut: '请重新登录。系统密钥环变更或未解锁时会出现这种情况。',
    },
  },
  startProblems: {
    'preferences-kept-aside': (detail) => ({
      what: '无法读取的偏好设置已恢复为默认值。',
      wayOut: zh`原文件已另存为 ${detail}。`,
    }),
    'newer-file-kept': (detail) => ({
      what: '此处曾使用过更新版本的 Qwen Gauge。当前版本只读取其文件中能够识别的内容。',
      wayOut: zh`新版本写入的内容已保留，在数据目录中另存为 ${detail}。重新安装新版本即可查看全部内容。`,
    }),
    'no-tray': (detail) => ({
      what: '当前桌面未发现系统托盘，因此改为打开此窗口。关闭窗口将退出 Qwen Gauge。',
      wayOut: trays[trayDesktopOf(detail)],
    }),
    'data-folder-unwritable': (detail) => ({
      what: zh`无法在 ${detail} 中保存数据。`,
      wayOut: '请检查权限和磁盘空间。在此之前，退出后数据不会保留。',
    }),
  },
  refused: {
    tokenPlanWindow: (windowText) => zh`Token Plan 的${windowText}已用完。`,
    resets: (clockText) => zh`服务端提示将于 ${clockText} 重置。在此之前请使用其他服务商。`,
  },
  trayExtension: '获取扩展',
  clientErrors: {
    'five-hours': {
      what: '5 小时额度已用完。',
      wayOut: '每次请求占用的额度会在 5 小时后恢复。升级 Pro 可获得更多额度。',
    },
    week: { what: '周额度已用完。', wayOut: '每周一 00:00（UTC+8）重置。升级 Pro 可获得更多额度。' },
    month: {
      what: '月额度已用完。',
      wayOut: '每月订阅日 00:00（UTC+8）重置。升级 Pro 可获得更多额度。',
    },
    'token-plan': {
      what: 'Token Plan 的额度已用完。',
      wayOut: '请等待额度重置、购买用量包，或使用其他服务商。',
    },
    unpurchased: {
      what: '该 Key 对应的套餐不包含此模型。',
      wayOut: '请在“服务商”中选择套餐支持的模型。',
    },
    'free-tier-only': {
      what: '该模型的免费额度已用完，且已开启“免费额度用完即停”。',
      wayOut: '请更换模型，或在控制台关闭“免费额度用完即停”，之后的请求将按量计费。',
    },
    'rate-limit': {
      what: '每分钟请求过多，或席位额度已用完。套餐额度不一定用尽。',
      wayOut: '请等待一分钟后重试。',
    },
    'access-token': {
      what: 'Key 错误、过期或为空，或不属于该地址。',
      wayOut: '请使用完整且不带空格的套餐专属 Key 和套餐专属地址，并确认套餐有效。',
    },
    'key-of-other-endpoint': {
      what: 'Key 有误或已失效，或与地址类型不匹配。',
      wayOut: '请检查 Key 是否完整。套餐专属 Key（sk-sp-…）对应套餐地址，按量计费 Key（sk-…）对应按量计费地址。',
    },
    'key-missing': {
      what: '未发送 Key，或放在了错误的请求头中。',
      wayOut: '请在“服务商”中输入 Key，它会以“Authorization: Bearer”发送。',
    },
    'model-unknown': {
      what: '套餐中没有该模型。',
      wayOut: '请准确填写模型名称，注意大小写。部分模型只支持 OpenAI 协议。',
    },
    'wrong-path': {
      what: '地址的路径不正确。',
      wayOut: 'OpenAI 协议以 /v1 结尾，Anthropic 协议以 /apps/anthropic 结尾。',
    },
    connection: { what: '无法连接服务器。', wayOut: '请检查地址中的主机名和网络。' },
    'input-too-long': {
      what: '对话内容超出该模型的长度上限。',
      wayOut: '请新建会话、压缩当前会话，或选择上下文更长的模型。',
    },
  },
};
