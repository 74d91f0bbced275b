/** Sentences for the errors of console tasks and of association. */
export const taskErrors = {
  DISASSOCIATION_BLOCKED: {
    what: '目前无法与该客户解除关联。',
    advice: '请查看所列的检查项；部分检查项过一段时间即可通过。',
  },
  DISASSOCIATION_OPEN: { what: '该客户已有未结束的解除关联申请。', advice: '请查看关联记录，先结束该申请。' },
  ASSOCIATION_STATE: {
    what: '该申请的当前状态不允许此操作。',
    advice: '请重新查看：其间它已被答复、撤回或结束。',
  },
  TASK_CLOSED: {
    what: '该事项的当前状态不允许此操作。',
    advice: '请重新查看：其间它已完成、已确认或已撤回。',
  },
};
