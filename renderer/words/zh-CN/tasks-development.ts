/** 客户拓展的控制台待办：步骤与字段。 */
export const developmentKinds = {
  development_preRegister: {
    title: '录入客户报备',
    how: `打开 销售 > 线索与商机 > 客户拓展。
选择“报备客户”，填写下面的内容。
提交。审核结果以邮件通知，请在“客户拓展”中登记。`,
  },
  development_manualReview: {
    title: '申请人工审核',
    how: `联系生态经理，说明客户名称和驳回原因。
申请对该报备进行人工审核。
结果请在“客户拓展”中登记。`,
  },
  development_invitationLink: {
    title: '生成邀请链接',
    how: `打开 销售 > 线索与商机 > 客户拓展，选择“链接邀请”。
选择下面的关联类型并生成新链接，每个链接只能供一位客户使用。
复制链接，作为凭据填写，或粘贴到邀请记录中。`,
  },
} as const;

export const developmentFields = {
  name: '客户名称',
  country: '国家/地区',
  contact: '联系人',
  mobile: '手机号码',
  email: '邮箱',
  industry: '行业',
  website: '网站',
  products: '预计使用的产品',
  tag: '标签',
  remark: '备注',
  model: '关联类型',
  text: '自定义内容',
} as const;
