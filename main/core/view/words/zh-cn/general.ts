import { countFormat } from '../../formatters.ts';
import type { generalEn } from '../en/general.ts';
import { zh } from '../han.ts';
import { startingZhCn } from './starting.ts';

const number = countFormat('zh-CN');

export const generalZhCn: typeof generalEn = {
  appName: startingZhCn.appName,
  common: {
    list: (items) => items.join('、'),
    refresh: '刷新',
    refreshing: '正在刷新…',
    refreshed: '已刷新。',
    cancel: '取消',
    back: '返回',
    retry: '重试',
    dismiss: '知道了',
    showAll: (count) => zh`显示全部 ${number.format(count)} 项`,
    showNext: (count) => zh`再显示 ${number.format(count)} 项`,
    showLess: '收起',
    quit: startingZhCn.quit,
    unknown: '未知',
    openConsole: '打开控制台',
    documentation: '帮助文档',
    version: (version) => zh`版本 ${version}`,
    notAnswered: 'Qwen Gauge 没有响应。',
    notRight: '出现问题，未做任何更改。',
  },
  navigation: { label: '栏目', quota: '额度', providers: '服务商', history: '历史', preferences: '偏好设置' },
  time: {
    days: (count) => zh`${number.format(count)} 天`,
    hours: (count) => zh`${number.format(count)} 小时`,
    minutes: (count) => zh`${number.format(count)} 分钟`,
    underAMinute: '不到 1 分钟',
    join: (larger, smaller) => zh`${larger} ${smaller}`,
    ago: (durationText) => zh`${durationText}前`,
    justNow: '刚刚',
  },
  demo: { banner: '演示数据', leave: '退出演示' },
  report: {
    show: '查看报告',
    copy: '复制此报告',
    copied: '已按所示内容复制，未发送任何信息。',
  },
};
