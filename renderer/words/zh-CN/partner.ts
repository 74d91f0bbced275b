import type { partner as en } from '../en/partner.ts';
import type { SameTree } from '../tree.ts';

export const partner: SameTree<typeof en> = {
  title: '伙伴类型',
  type: '类型',
  types: { csp: '云解决方案提供商', distributor: '总经销商', reseller: '总经销商下的云经销商' },
  auto: '根据记录：{{type}}',
  country: '注册国家或地区',
  countryNone: '未填写',
  discount: '华为云已授予折扣权限',
  discountMost: '最高折扣（%）',
  excluded: '该国家或地区的伙伴不能授予折扣。',
  budget: '总经销商已授予预算和冻结权限',
  monthly: '按月预算额度（USD）',
  oneTime: '一次性预算额度（USD）',
  order: '总经销商已授予代下单和代运维权限',
  noLimit: '留空表示无单独上限',
  noQuota: '留空表示未授予',
  wrong: '请填写金额，例如 1,200.50。',
  letters: '已接受的承诺函',
  lettersNone: '暂无',
  letter: {
    partner: '伙伴承诺函：{{person}}，{{time}}',
    distributor: '总经销商承诺函：{{person}}，{{time}}',
  },
  help: '决定有哪些标签页和操作。他方授予的权限无法从伙伴中心读取。',
  save: '保存',
  saved: '已保存。',
};
