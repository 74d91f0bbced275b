import type { views as en } from '../en/views.ts';
import type { SameTree } from '../tree.ts';

export const views: SameTree<typeof en> = {
  button: '视图',
  menu: '已保存的视图',
  changed: '已更改',
  changedNamed: '{{name}}，已更改',
  none: '该列表尚未保存视图。',
  saveAs: '另存为新视图…',
  saveChanges: '将更改保存到“{{name}}”',
  reset: '恢复为“{{name}}”',
  leave: '不使用视图',
  name: '名称',
  shared: '其他成员也可使用',
  save: '保存',
  rename: '重命名“{{name}}”',
  remove: '删除',
  removeNamed: '删除“{{name}}”',
  removeQuestion: '删除“{{name}}”？',
  byDefault: '默认以“{{name}}”打开列表',
  notByDefault: '不再默认以“{{name}}”打开列表',
  by: '由 {{person}} 创建',
};
