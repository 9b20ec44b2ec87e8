import { countFormat } from '../../formatters.ts';
import type { cliWordsEn } from '../en/cli.ts';
import { zh } from '../han.ts';
import { cliExplainZhCn } from './cli-explain.ts';
import { cliHelpZhCn } from './cli-help.ts';

const number = countFormat('zh-CN');

export const cliWordsZhCn: typeof cliWordsEn = {
  ...cliHelpZhCn,
  ...cliExplainZhCn,
  reportLost: '更改已完成，但结果未能写入输出。',
  labelled: (nameText, text) => zh`${nameText}：${text}`,
  unexpected: (detailText) => zh`出现问题：${detailText}`,
  oldNode: (versionText) => zh`qwen-gauge 需要 Node.js 20.19 或更高版本；当前为 ${versionText}。`,
  noHome: '无法确定主目录。请把 HOME 设为完整路径。',
  status: {
    none: (folderText) =>
      zh`暂无数据。请先启动一次 Qwen Gauge，数据保存在 ${folderText}。也可不启动应用，用 qwen-gauge status --refresh 查询 Qwen Code 的日志和已安装的命令行工具。`,
    noNumbers: 'Qwen Gauge：暂无数据',
    unreadable: (fileText) => zh`无法读取 ${fileText}。Qwen Gauge 运行时会重新写入。`,
    newer: (isShown) =>
      isShown
        ? '数据由更新版本的 Qwen Gauge 写入，此版本无法识别的内容未显示。'
        : '数据由更新版本的 Qwen Gauge 写入，此版本无法读取。请更新命令行。',
    notRunning: (ageText) =>
      ageText === null ? 'Qwen Gauge 未在运行，没有更新的数据。' : zh`Qwen Gauge 未在运行；以下数据写于${ageText}。`,
    noProvider: '尚未为 Qwen Code 选择服务商，可用 qwen-gauge switch 选择。',
    startsNot: (chosenText) =>
      chosenText === null
        ? 'Qwen Code 无法启动。原因可用 qwen-gauge explain 查看，用 qwen-gauge switch 选择服务商。'
        : zh`Qwen Code 无法用 ${chosenText} 启动。原因可用 qwen-gauge explain 查看，用 qwen-gauge switch 选择服务商。`,
    startsNotAs: (reasonText) => zh`Qwen Code 无法启动：${reasonText}详情可用 qwen-gauge explain 查看。`,
    settingsUnread: (pathText) =>
      zh`无法得知 Qwen Code 使用什么：无法读取 ${pathText}。可用 qwen-gauge explain 查看原因。`,
    lineWindow: { 'five-hours': '5 小时', week: '周', month: '月', credits: 'Credits', budget: '预算' },
    lineUsed: (windowText, percentText) => zh`${windowText}已用 ${percentText}`,
    nothingToAsk:
      '在此处未登录，没有可以查询的来源。请登录已安装的命令行工具（qwencloud auth login 或 bl auth login --console），或在 Qwen Gauge 中登录。',
    noneInstalled:
      '没有可以查询的来源：Qwen Code 日志中还没有请求，也未安装可查询额度的命令行工具（npm install --global @qwencloud/qwencloud-cli）。也可登录 Qwen Gauge：qwen-gauge login。',
    shownInstead: '以下为应用最近一次获取的数据。',
    resets: (atText, durationText) => zh`${atText}（${durationText}后）`,
    poolLine: (poolText, windowsText) => zh`${poolText}：${windowsText}`,
    topModels: (shown, all) => zh`用量最多的 ${number.format(shown)} 个（共 ${number.format(all)} 个模型）`,
  },
  enough: {
    enough: (leftText, whereText) => zh`够用：${leftText}（${whereText}）。`,
    low: (leftText, whereText, resetText) =>
      zh`不够：${leftText}（${whereText}）。${resetText === '' ? '' : zh`${resetText}。`}`,
    never: (leftText, whereText, limitText) => zh`不够：${leftText}（${whereText}），该额度最多只有 ${limitText}。`,
    waiting: (clockText, durationText) => zh`正在等待：预计 ${clockText} 够用（${durationText}后）。`,
    waitingOpenly: '正在等待：何时够用尚不清楚。',
    waitingForNumbers: '正在等待新数据。',
    notRunning: '无法得知：Qwen Gauge 未在运行，数据陈旧。',
    unknown: {
      'not-read': () => '无法得知：没有该套餐或额度的数据。',
      'not-read-in-use': (poolText) => zh`无法得知：没有 Qwen Code 正在使用的 ${poolText} 的相关数据。`,
      'several-pools': (poolsText) => zh`请用 --pool 指定套餐：${poolsText}。`,
      old: () => '无法得知：数据陈旧。',
      'share-alone': () => '无法得知：该套餐只提供已用比例。请用比例指定 --need，例如 10%。',
      estimated: () => '无法得知：当前数据为估算，实际用量可能更多。',
    },
    badNeed: '--need 须为大于 0 的数字，或 10% 这样的比例。',
    badTimeout: '--timeout 须为数字加 s、m 或 h，例如 90s、30m、2h。',
    timedOut: '等待时间已到。',
  },
  doctor: {
    version: '版本',
    app: '应用',
    running: (ageText) => zh`正在运行；数据写于 ${ageText}`,
    notRunning: (ageText) => zh`未在运行；数据写于 ${ageText}`,
    noStatus: {
      none: '尚未写入数据，请先启动一次',
      unreadable: '数据（status.json）无法读取；应用运行时会重新写入',
      forbidden: '数据（status.json）无权读取，请检查数据目录的所有者',
      newer: '比当前命令行新，请更新命令行',
    },
    signIn: '登录',
    signedOut: '未登录：qwen-gauge login',
    desktop: '桌面',
    tray: '托盘',
    trayShown: '面板会显示托盘图标',
    noTray: '未发现系统托盘，应用以窗口代替，其中说明如何添加',
    notices: '通知',
    noticeServer: (serverText, showsButtons) => zh`由 ${serverText} 显示，${showsButtons ? '支持' : '不支持'}按钮`,
    noticesText: { sleeps: '通知服务会在首次通知时启动', none: '此处没有通知服务，应用会在窗口中显示通知' },
    keyring: '密钥环',
    keyringText: {
      open: '已解锁',
      locked: '已锁定：应用会询问密码',
      empty: '可用，尚无内容',
      none: '没有：应用退出后需重新登录',
    },
    autostart: '登录时启动',
    autostartOff: '关闭',
    autostartOn: (programText) => zh`开启：${programText}`,
    autostartGone: (programText) => zh`已开启，但 ${programText} 不存在：请在“偏好设置”中关闭后重新开启`,
    autostartForeign: (fileText) => zh`已开启，但 ${fileText} 不是由应用写入的：请在“偏好设置”中关闭后重新开启`,
    proxy: '代理',
    proxyText: {
      none: '不使用（偏好设置）',
      chosen: (hostText) => zh`${hostText}（偏好设置）`,
      variable: (hostText, name) => zh`${hostText}（此终端的 ${name}）`,
      unusable: (name) => zh`${name} 中没有可用的代理，因此无法连接服务`,
      system: '使用系统代理（若有）；只有应用能够得知',
    },
    dataFolder: '数据目录',
    noDataFolder: '尚无；Qwen Gauge 启动时会创建',
    notWritable: '无法写入',
    preferences: '偏好设置',
    fileState: { readable: '可读取', missing: '尚无', unreadable: '无法读取。' },
    settings: '设置',
    inUse: 'Qwen Code 使用',
    notChosen: '尚未选择服务商：qwen-gauge switch',
    logs: '日志',
    logFiles: (count) => zh`${number.format(count)} 个会话`,
    programs: '程序',
    installed: '已安装',
    notInstalled: '未安装',
    variables: '已设变量',
    none: '无',
    poolState: { loading: '尚未查询', fresh: '已读取', stale: '陈旧', failed: '从未读取', 'not-subscribed': '未订阅' },
    marked: '带 ! 的各行需要留意。报告不含 Key 和用量；给他人看之前请先过目。',
    fine: '未发现问题。报告不含 Key 和用量；给他人看之前请先过目。',
  },
  open: {
    opened: '正在打开 Qwen Gauge。',
    signIn: '正在打开 Qwen Gauge。请点击“登录”，并在浏览器中确认。',
    noDisplay: '当前没有图形界面，请在桌面上打开 Qwen Gauge。',
    displayGone: (displayText) => zh`这里没有图形界面 ${displayText}，请在桌面上打开 Qwen Gauge。`,
    failed: 'Qwen Gauge 启动后立即退出。请在终端运行 qwen-gauge-app 查看原因。',
    notPrepared: '未能打开 Qwen Gauge：此源码目录缺少所需内容，原因见上。',
    failedHere: 'Qwen Gauge 启动后立即退出。可用 npm start 查看原因。',
    missing: '未在本机找到 Qwen Gauge。请先安装；若为解压版，请直接运行其中的程序。',
  },
  breakdown: {
    noSignIn:
      '终端无法使用应用中的登录。请打开 Qwen Gauge 查看“历史”，或安装官方命令行（npm install --global @qwencloud/qwencloud-cli）并登录：qwencloud auth login。',
  },
  history: {
    title: '各额度每天的最高用量，以及每次服务商变更：',
    none: '还没有记录。Qwen Gauge 运行时会记录。',
    switched: '已切换',
    changed: '由其他程序更改',
    unreadable: (path) =>
      zh`无法读取历史记录：${path} 不是文件夹，或无权打开。请将其移到别处或修改权限；其中内容不会丢失。`,
  },
  providers: {
    keyHere: (last4, sourceText) => (last4 === '' ? zh`Key ${sourceText}` : zh`Key …${last4}，${sourceText}`),
    customLabel: '其他端点（用 --base-url 指定）',
    fileText: (pathText) => zh`设置文件：${pathText}`,
    selectedUnknown: (reasonText) => zh`已选择。${reasonText}`,
    selectedButFails: (reasonText) => zh`已选择，但无法启动：${reasonText}`,
  },
  switching: {
    noProvider: (queryText) => zh`没有与“${queryText}”匹配的服务商。可用 qwen-gauge providers 查看全部。`,
    knownNames: (namesText) => zh`可用的名称：${namesText}。`,
    customAddress: (addressText) =>
      zh`自定义地址请用：qwen-gauge switch custom --base-url ${addressText} --model MODEL`,
    tellingApart: { address: '地址', model: '模型', variable: 'Key 的变量名' },
    several: (queryText, waysText) =>
      waysText === ''
        ? zh`“${queryText}”可能是以下任意一个。请给出第一列的名称：`
        : zh`“${queryText}”可能是以下任意一个。请给出${waysText}或第一列的名称：`,
    otherEndpoints: (queryText) => zh`“${queryText}”没有所指定的地域或协议，可选的有：`,
    noModel: '请用 --model 指定模型。',
    unlistedModel: (modelText) => zh`该服务商的已知模型中没有 ${modelText}。`,
    customOnly: '--base-url 只能与服务商“custom”一起使用。',
    noKeyInput: '没有收到 Key，未做任何更改。',
    keyMissing: (providerText, pageText) =>
      zh`${providerText} 需要 Key${pageText === null ? '' : zh`，可在 ${pageText} 创建`}。请在此粘贴，输入内容不会显示。`,
    keyLater: (providerText, pageText) =>
      zh`${providerText} 需要 Key${pageText === null ? '' : zh`，可在 ${pageText} 创建`}。正式切换时会在终端中询问，或用 --key-stdin 从管道读取。`,
    shownAgain: '更改内容与刚才显示的不同，现在为：',
    keyPrompt: (providerText) => zh`${providerText} 的 Key：`,
    keyHint: '请加上 --key-stdin：从管道读取 Key（< key.txt），或在终端中输入。',
    keyApart: 'Qwen Code 需要从那里读取。请勿分享或提交该文件，也可用 --key-in env-file 将 Key 存到别处。',
    newFile: (pathText) => zh`${pathText}（新建）`,
    inThisFolder: (text) => zh`在当前目录：${text}`,
    question: '现在切换？[y/N] ',
    yesLetters: 'y是',
    notShown: '未做任何更改：更改内容未能写入输出。',
    notAsked: '未做任何更改：当前无法询问。请加上 --yes。',
    declined: '未做任何更改。',
    dryRun: '未做任何更改：仅供查看。',
    switched: (providerText, modelText) => zh`已切换到 ${providerText}，模型 ${modelText}。`,
    backup: (idText) => zh`备份 ${idText}`,
    undoneNew: '已撤销，文件与之前一样不存在。',
    undoHint: '可用 qwen-gauge undo 撤销。',
    undoLater: '磁盘空间不足，暂时无法撤销。请先释放磁盘空间，再用 qwen-gauge undo 撤销。',
    unchecked: (reasonText) => zh`无法核对。${reasonText}`,
    verified: (modelText, addressText) => zh`已核对：Qwen Code 在当前目录下使用 ${modelText}（${addressText}）。`,
    differs: (modelText, addressText) =>
      zh`但 Qwen Code 在当前目录下使用 ${modelText}（${addressText}）。原因可用 qwen-gauge explain 查看。`,
    refused: (reasonText) => zh`但 Qwen Code 在当前目录下无法启动。${reasonText}`,
    otherKey: (variableText, placeText) =>
      zh`但 Qwen Code 在当前目录下会发送另一个 Key：${variableText}（${placeText}）。原因可用 qwen-gauge explain 查看。`,
    keyNotKept: 'Qwen Gauge 未保存这个 Key：在终端中无法访问它的加密存储。',
    changedSince: {
      what: '切换之后文件又有改动，因此未写入任何内容。',
      wayOut: '可用 qwen-gauge backups 查看已保留的版本。',
    },
    nothingToUndo: {
      what: '没有可撤销的操作：尚未做过更改、最近一次更改已撤销，或其记录已丢失。',
      wayOut: '可用 qwen-gauge backups 查看已保留的版本。',
    },
  },
  details: {
    'no-backup': { what: '无法创建备份，因此未写入任何内容。', wayOut: '请检查数据目录是否可写。' },
    'no-journal': { what: '无法记录本次切换以供撤销，因此未写入任何内容。', wayOut: '请检查数据目录是否可写。' },
    'record-damaged': {
      what: '上次更改的记录已损坏，无法撤销。',
      wayOut: '未做任何更改。可用 qwen-gauge backups 查看保留的版本。',
    },
    'backup-missing': {
      what: '备份已不存在，或内容已改变。',
      wayOut: '未做任何更改。可用 qwen-gauge backups 查看其他备份。',
    },
  },
  backups: {
    none: '还没有备份。每次切换前都会先备份已有的文件。',
    noSuch: (idText) => zh`没有备份“${idText}”。可用 qwen-gauge backups 查看全部。`,
    restored: (pathText) => zh`已恢复 ${pathText}。`,
    size: (bytes) => zh`${number.format(bytes)} 字节`,
  },
};
