import type { settings as en } from '../en/settings.ts';
import type { SameTree } from '../tree.ts';

export const settings: SameTree<typeof en> = {
  title: '设置',
  look: {
    title: '语言与外观',
    language: '语言',
    theme: '主题',
    density: '行距',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
    densities: { compact: '紧凑', comfortable: '宽松' },
  },
  workspace: {
    title: '工作区',
    name: '名称',
    kind: '类型',
    kinds: { demo: '演示伙伴，数据为虚构', real: '我的伙伴中心' },
    place: '文件夹',
    endpoint: '伙伴中心',
    notConnected: '未连接',
    secret: '密钥',
    secrets: {
      system: '保存在系统密钥库中',
      file: '保存在仅您可读的文件中，位于 {{dir}}',
      none: '不保存，每次启动时询问',
    },
    close: '关闭此工作区',
    closeHelp: '返回首个界面，本机数据不会被删除。',
  },
  others: { title: '本机上的其他工作区', open: '打开', none: '没有其他工作区。' },
  files: '用量文件和账单文件的文件夹',
  about: {
    title: '关于',
    version: '版本',
    host: '运行方式',
    hosts: { desktop: '桌面程序', browser: '浏览器页面，由本机提供' },
    data: '工作区保存在',
    privacy: '除您连接的伙伴中心外，Partner Desk 不向任何人发送数据。',
  },
};
