import type { cliExplainEn } from '../en/cli-explain.ts';
import { zh } from '../han.ts';
import { faultsZhCn } from './faults.ts';
import { unreadFileZhCn } from './settings.ts';

export const cliExplainZhCn: typeof cliExplainEn = {
  explain: {
    title: (clientText, folderText) => zh`Qwen Code ${clientText} 在 ${folderText} 下会使用`,
    unknown: (clientText, folderText) => zh`无法得知 Qwen Code ${clientText} 在 ${folderText} 下会使用什么`,
    refuses: (clientText, folderText) => zh`Qwen Code ${clientText} 在 ${folderText} 下无法启动`,
    notChosen: '尚未为 Qwen Code 选择服务商',
    refusesWay: '可用 qwen-gauge switch 选择服务商，用 qwen-gauge providers 查看全部。',
    parts: {
      protocol: '协议',
      model: '模型',
      baseUrl: '地址',
      key: 'Key',
    },
    layers: { 'system-defaults': '系统默认设置', user: '你的设置', workspace: '项目设置', system: '系统设置' },
    exported: '已导出的环境变量',
    byDefault: 'Qwen Code 默认值',
    flag: (flagText) => zh`参数 ${flagText}`,
    place: (layerText, pathText) => zh`${layerText}，${pathText}`,
    unlessUnread: (sourceText) => zh`${sourceText}，除非未能读取的文件另有设置`,
    shadowsTitle: '在此不生效',
    shadow: (whatText, loserText, winnerText) => zh`${loserText}中的${whatText}，被${winnerText}覆盖`,
    warningsTitle: '请注意',
    noFolder: (folderText) => zh`目录 ${folderText} 不存在。`,
    unknownError: {
      what: '官方文档中没有这段错误信息的说明。',
      wayOut: '请用引号给出 Qwen Code 打印的整行内容。',
    },
    warnings: {
      ...faultsZhCn,
      'saved-file-restored': () => ({
        what: '设置文件不是有效的 JSON，Qwen Code 0.15 会用 settings.json.orig 覆盖它。',
        wayOut: '请在启动前修正该文件，否则之后的更改会丢失。',
      }),
      'other-key-stands-in': (values) => ({
        what: zh`未设置 ${values.wanted ?? '应有的 Key'}，因此会把 ${values.used ?? '另一个 Key'} 发送到 ${values.baseUrl ?? '该地址'}。`,
        wayOut: '请设置正确的 Key，否则另一个 Key 会泄露。',
      }),
      'first-entry-answers': (values) => ({
        what: zh`所指定的模型不在任何模型列表里，因此实际使用第一项：${values.model ?? ''}。`,
        wayOut: '请检查模型名称，或切换到想用的模型。',
      }),
      'not-in-a-list': (values) => ({
        what: zh`${values.model ?? '该模型'} 不在任何模型列表里，由变量和参数决定。`,
        wayOut: '切换到某个服务商即可写入设置。',
      }),
      'unread-file': unreadFileZhCn,
    },
  },
};
