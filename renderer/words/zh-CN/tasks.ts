import { developmentFields, developmentKinds } from './tasks-development.ts';
import type { tasks as en } from '../en/tasks.ts';
import type { SameTree } from '../tree.ts';
import { partnerFields, partnerKinds } from './tasks-partner.ts';

export const tasks: SameTree<typeof en> = {
  title: '伙伴中心待办',
  note: '以下事项只能在伙伴中心控制台办理',
  button: {
    open_other: '待办 {{n}} 项',
    denied_other: '{{n}} 项未得到确认',
    late_other: '逾期 {{n}} 项',
    help: '需要在伙伴中心控制台办理的事项',
  },
  column: {
    due: '截止日期',
    what: '事项',
    customer: '客户',
    state: '状态',
    person: '提出人',
    since: '状态时间',
    created: '提出时间',
    reference: '单号',
  },
  state: {
    open: '待办',
    done: '已办理',
    seen: '已确认',
    denied: '未得到确认',
    cancelled: '已撤回',
  },
  overdue: '已逾期',
  filter: {
    label: '状态',
    open: '待办 {{n}}',
    overdue: '已逾期 {{n}}',
    denied: '未得到确认 {{n}}',
    done: '已办理',
    closed: '已关闭',
    customer: '客户',
  },
  empty: {
    open: '伙伴中心没有待办事项。',
    openReason: 'Partner Desk 无法自行发送的操作会连同步骤和填写内容列在这里。',
    openAction: '查看已办理的事项',
    nothing: '没有处于该状态的事项。',
    nothingAction: '查看待办事项',
  },
  explain: {
    open: '请在伙伴中心控制台办理，然后在这里填写单号。',
    done: '已有人办理。伙伴中心没有可供读取的结果。',
    doneChecked: '已有人办理。之后的同步会核对伙伴中心是否已体现。',
    seen: '伙伴中心已体现该结果，无需再做任何事。',
    denied: '已有人办理，但伙伴中心没有体现。请到伙伴中心查看，然后重新办理或撤回。',
    cancelled: '该事项已撤回，不再办理。',
  },
  panel: {
    label: '待办事项',
    close: '关闭',
    steps: '步骤',
    values: '填写内容',
    open: '打开页面',
    demo: '演示伙伴没有控制台，无法打开该页面。',
    offline: '尚未连接伙伴中心，无法确定其控制台地址。',
    blocked: '页面未打开。',
    copy: '复制{{name}}',
    copied: '已复制',
    due: '截止日期',
    changeDue: '改期',
    saveDue: '保存日期',
    history: '经过',
    openCustomer: '打开客户',
    gone: '该客户已不在客户列表中。',
  },
  done: {
    title: '登记为已办理',
    reference: '伙伴中心单号',
    referenceHelp: '控制台显示的申请或记录编号。',
    none: '控制台没有给出单号',
    note: '备注',
    addNote: '添加备注',
    missing: '请填写单号，或说明没有单号。',
    act: '已办理',
    again: '已重新办理',
  },
  act: {
    reopen: '其实未办理',
    cancel: '撤回',
    why: '不再办理的原因',
    whyMissing: '请说明原因。',
  },
  history: {
    created: '提出',
    done: '已办理',
    reopened: '其实未办理',
    cancelled: '撤回',
    due: '改期',
    seen: '同步已确认',
    denied: '同步未能确认',
    seenBy: '已确认',
    deniedBy: '被拒绝',
    sync: '同步',
    noReference: '无单号',
  },
  unknown: '其他版本的事项',
  unknownHow: '当前版本的 Partner Desk 不知道该事项的步骤，请参照填写内容办理。',
  kind: {
    ...partnerKinds,
    ...developmentKinds,
    assignments_assign: {
      title: '分配客户经理',
      how: `进入“销售 > 客户 > 客户分配”，选择客户经理。
按名称或客户 ID 选择客户并分配。
保存。下次同步将根据客户记录确认。`,
    },
    assignments_withdraw: {
      title: '取消分配客户经理',
      how: `进入“销售 > 客户 > 客户分配”，选择客户经理。
按名称或客户 ID 找到客户并取消分配。
保存。下次同步将根据客户记录确认。`,
    },
    association_disassociate: {
      title: '申请解除关联',
      how: `进入“销售 > 客户 > 客户管理”，按客户 ID 查找客户。
在该行选择“更多 > 解除关联”。
等待系统自动检查；如提示不可解除的原因，请撤回本事项并注明原因。
确认声明，填写原因并提交申请。`,
    },
    association_approve: {
      title: '同意客户的解除关联申请',
      how: `进入“销售 > 客户 > 客户管理 > 管理关联记录”。
找到该客户类型为解除关联的申请。
选择“同意”，如有要求请输入验证码。`,
    },
    association_reject: {
      title: '拒绝客户的解除关联申请',
      how: `进入“销售 > 客户 > 客户管理 > 管理关联记录”。
找到该客户类型为解除关联的申请。
选择“拒绝”并填写原因。`,
    },
  },
  field: {
    ...partnerFields,
    ...developmentFields,
    customerId: '客户 ID',
    customerAccount: '客户账号',
    managerAccount: '客户经理账号',
    account: '账号名',
    reason: '原因',
  },
};
