import type { accountsEn } from '../../en/preferences/accounts.ts';
import { zh } from '../../han.ts';

export const accountsZhCn: typeof accountsEn = {
  numbered: (number) => zh`账号 ${number}`,
  about: (accountText, text) => zh`${accountText}：${text}`,
  add: '添加账号',
  addHint: '浏览器会使用它已登录的账号。要添加另一个账号，请先在网站上退出登录，或在无痕窗口中打开复制的地址。',
  chosen: 'Qwen Code 使用的账号',
  chosenHint: '设置中看不出密钥属于哪个账号，请在此选择。图标、历史和日志统计都以它为准。',
  name: '名称',
  nameOf: (accountText) => zh`${accountText}的名称`,
  remove: '移除…',
  removeTitle: (accountText) => zh`移除${accountText}？`,
  removeText: '将从本机删除它的登录信息、用量和历史。账号本身不受影响。',
  removeNow: '移除',
  expired: '登录已过期',
  loading: '正在读取…',
  notRead: '尚未读取',
  noPlan: '没有套餐',
};
