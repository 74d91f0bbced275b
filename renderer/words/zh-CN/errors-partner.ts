/** 伙伴类型、代客户操作、折扣、云经销商：发生了什么，以及如何处理。 */
export const partnerErrors = {
  NOT_FOR_PARTNER_TYPE: {
    what: '该类型的伙伴没有此功能。',
    advice: '如伙伴类型有误，管理员可在设置中更正。',
  },
  LETTER_NOT_ACCEPTED: { what: '尚未接受承诺函。', advice: '请在伙伴中心阅读承诺函，并在首次申请时接受。' },
  REASON_MISSING: { what: '缺少原因。', advice: '请填写原因，原因会随记录保存。' },
  AUTHORIZATION_OPEN: { what: '已向该客户申请授权，客户尚未答复。', advice: '请先登记答复，或撤回申请。' },
  AUTHORIZATION_GIVEN: { what: '该客户已授权。', advice: '无需再次申请。' },
  AUTHORIZATION_MISSING: { what: '该客户尚未授权。', advice: '请先申请授权并登记客户的答复。' },
  AUTHORIZATION_STATE: { what: '授权的当前状态不允许此操作。', advice: '请重新打开该客户，查看其当前状态。' },
  SWITCH_OPEN: { what: '您正处于某个客户的角色中。', advice: '请先返回原角色；同一人不能同时处于两个角色。' },
  SWITCH_ENDED: { what: '已返回原角色。', advice: '无需操作。' },
  RESELLER_PERMISSION_MISSING: {
    what: '该客户所属的云经销商没有代下单和代运维权限。',
    advice: '请先向该云经销商授权，再向客户申请。',
  },
  DISTRIBUTOR_PERMISSION_MISSING: {
    what: '您的总经销商尚未授予代下单和代运维权限。',
    advice: '请联系总经销商；获得权限后由管理员在设置中登记。',
  },
  RESELLER_HOLDS_PERMISSION: {
    what: '该客户的预算和冻结由其云经销商管理。',
    advice: '如需自行管理，请先收回该云经销商的预算和冻结权限；已设预算保持不变。',
  },
  DISTRIBUTOR_DECIDES: {
    what: '预算和冻结由您的总经销商管理。',
    advice: '请申请预算和冻结权限；获得后由管理员在设置中登记。',
  },
  CEILING_EXCEEDED: { what: '预算合计将超出预算额度。', advice: '请降低金额，或申请提高额度。' },
  BUDGET_TYPE_NOT_GRANTED: {
    what: '您的总经销商未授予该类型的预算额度。',
    advice: '请选择另一类型，或申请额度。',
  },
  DISCOUNT_PERMISSION_MISSING: {
    what: '伙伴没有折扣权限。',
    advice: '请向华为云运营经理申请；获得后由管理员在设置中登记。',
  },
  DISCOUNT_COUNTRY_EXCLUDED: {
    what: '该国家或地区的伙伴不能授予折扣。',
    advice: '如国家或地区有误，管理员可在设置中更正。',
  },
  DISCOUNT_OUT_OF_RANGE: {
    what: '折扣超出范围。',
    advice: '请填写大于 0、小于 100 且不超过所获授权上限的百分比，最多两位小数。',
  },
  DISCOUNT_DAYS: { what: '折扣的起止日期不合适。', advice: '结束日期不得早于开始日期，且不得早于今天。' },
  DISCOUNT_PRODUCT_MISSING: {
    what: '按产品折扣须指定产品，通用折扣不指定产品。',
    advice: '请至少指定一个产品，或选择通用折扣。',
  },
  DISCOUNT_SET: { what: '该折扣已在伙伴中心设置。', advice: '请授予新的折扣来替代，或等待其到期。' },
  RESELLER_MODEL_CUSTOMER: {
    what: '该客户为转售模式，向您购买。',
    advice: '折扣仅适用于推荐模式客户，请去掉该客户。',
  },
  RESELLER_UNKNOWN: { what: '本机没有该云经销商。', advice: '请同步后重试；该云经销商可能已离开。' },
  RESELLER_TERMINATED: { what: '与该云经销商的合作已终止。', advice: '请先重新邀请。' },
  QUOTA_MISSING: { what: '缺少额度。', advice: '请填写按月额度、一次性额度，或两者都填。' },
  PERMISSION_PENDING: { what: '该权限有一项变更等待在控制台完成。', advice: '请先完成或撤回。' },
  PERMISSION_SAME: { what: '该云经销商已持有相同的权限。', advice: '无需操作。' },
  PERMISSION_NOT_HELD: { what: '该云经销商没有此权限。', advice: '无需收回。' },
  COOPERATION_STATE: { what: '合作的当前状态不允许此操作。', advice: '请重新打开列表，查看其当前状态。' },
  COOPERATION_PENDING: { what: '该合作有一个步骤等待在控制台完成。', advice: '请先完成或撤回。' },
  MANAGER_SAME: { what: '该云经销商的客户经理已是此人。', advice: '无需操作。' },
} as const;
