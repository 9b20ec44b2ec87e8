import type { faultsEn } from '../en/faults.ts';
import { zh } from '../han.ts';

export const faultsZhCn: typeof faultsEn = {
  'model-ended': (values) => ({
    what: zh`${values.model ?? '该模型'} 已于 ${values.date ?? '此前'} 下线。`,
    wayOut: '请改用其他模型，对该模型的请求会失败。',
  }),
  'model-unpurchased': (values) => ({
    what: zh`Token Plan 个人版不包含 ${values.model ?? '该模型'}（403 AccessDenied.Unpurchased），团队版包含。`,
    wayOut: '除非你使用的是团队版，否则请改用其他模型。',
  }),
  'address-unresolved': (values) => ({
    what: zh`变量 ${values.variable ?? ''} 未设置，Qwen Code 会把 ${values.baseUrl ?? '该地址'} 原样当作地址。`,
    wayOut: '请导出该变量，或写入 ~/.qwen/.env；设置文件 env 中的值在此不起作用。',
  }),
  'address-with-request-path': (values) => ({
    what: zh`${values.baseUrl ?? '该地址'} 末尾的路径会由 Qwen Code 自行添加，请求将失败（404）。`,
    wayOut: zh`请改为 ${values.becomes ?? '去掉该路径的地址'}。`,
  }),
  'wrong-address': (values) => ({
    what: zh`${values.baseUrl ?? '该地址'} 不支持所选协议。`,
    wayOut:
      values.becomes === undefined || values.becomes === ''
        ? '请改选其他协议，或在服务商文档中查找正确的地址。'
        : zh`该协议的地址是 ${values.becomes}。`,
  }),
};
