/**
 * Words of the shell: menus and dialogs of the system, in both languages. An ampersand stands before the mnemonic
 * letter (Windows and Linux); macOS drops it. In Chinese the letter follows in brackets, as is the custom there.
 */
import type { HostLanguage } from '../core/contract/host.ts';

const english = {
  file: '&File',
  edit: '&Edit',
  view: '&View',
  go: '&Go',
  window: '&Window',
  helpMenu: '&Help',
  about: 'About Partner Desk',
  hide: 'Hide Partner Desk',
  hideOthers: 'Hide Others',
  showAll: 'Show All',
  services: 'Services',
  quit: '&Quit Partner Desk',
  exit: 'E&xit',
  newWindow: '&New Window',
  closeWindow: '&Close Window',
  importFiles: '&Import Files…',
  syncNow: '&Sync Now',
  print: 'P&rint…',
  preferences: '&Preferences…',
  settings: '&Settings…',
  undo: '&Undo',
  redo: '&Redo',
  cut: 'Cu&t',
  copy: '&Copy',
  paste: '&Paste',
  selectAll: 'Select &All',
  find: '&Find…',
  commands: '&Search and Commands…',
  actualSize: '&Actual Size',
  zoomIn: 'Zoom &In',
  zoomOut: 'Zoom &Out',
  fullScreen: '&Full Screen',
  minimize: 'Mi&nimize',
  zoomWindow: '&Zoom',
  front: 'Bring All to Front',
  home: '&Home',
  customers: '&Customers',
  expenditures: '&Expenditures',
  coupons: 'Cou&pons',
  orders: '&Orders',
  resellers: '&Resellers',
  imports: '&Imports',
  help: 'Partner Desk &Help',
  shortcuts: '&Keyboard Shortcuts',
  openExternalQuestion: 'Open this page in your browser?',
  open: 'Open',
  cancel: 'Cancel',
  coreGivenUp: 'The part of Partner Desk that keeps your data has stopped several times.',
  coreGivenUpDetail: 'Your data is on disk and unchanged. Try again, or quit and start Partner Desk anew.',
  tryAgain: 'Try Again',
  quitButton: 'Quit',
  pickImportFiles: 'Choose files to import',
  pickFilesFolder: 'Choose the folder of usage and bill files',
  pickWorkspaceFolder: 'Choose a folder for the workspace',
} as const;

export type Word = keyof typeof english;

const chinese: Record<Word, string> = {
  file: '文件(&F)',
  edit: '编辑(&E)',
  view: '视图(&V)',
  go: '前往(&G)',
  window: '窗口(&W)',
  helpMenu: '帮助(&H)',
  about: '关于 Partner Desk',
  hide: '隐藏 Partner Desk',
  hideOthers: '隐藏其他',
  showAll: '全部显示',
  services: '服务',
  quit: '退出 Partner Desk(&Q)',
  exit: '退出(&X)',
  newWindow: '新建窗口(&N)',
  closeWindow: '关闭窗口(&C)',
  importFiles: '导入文件(&I)…',
  syncNow: '立即同步(&S)',
  print: '打印(&R)…',
  preferences: '首选项(&P)…',
  settings: '设置(&S)…',
  undo: '撤销(&U)',
  redo: '重做(&R)',
  cut: '剪切(&T)',
  copy: '复制(&C)',
  paste: '粘贴(&P)',
  selectAll: '全选(&A)',
  find: '查找(&F)…',
  commands: '搜索与命令(&S)…',
  actualSize: '实际大小(&A)',
  zoomIn: '放大(&I)',
  zoomOut: '缩小(&O)',
  fullScreen: '全屏(&F)',
  minimize: '最小化(&N)',
  zoomWindow: '缩放(&Z)',
  front: '前置全部窗口',
  home: '首页(&H)',
  customers: '客户(&C)',
  expenditures: '消费(&E)',
  coupons: '代金券(&P)',
  orders: '订单(&O)',
  resellers: '经销商(&R)',
  imports: '导入(&I)',
  help: 'Partner Desk 帮助(&H)',
  shortcuts: '键盘快捷键(&K)',
  openExternalQuestion: '要在浏览器中打开此页面吗？',
  open: '打开',
  cancel: '取消',
  coreGivenUp: 'Partner Desk 中负责数据的部分已多次停止。',
  coreGivenUpDetail: '您的数据已保存在磁盘上，没有变化。请重试，或退出后重新启动 Partner Desk。',
  tryAgain: '重试',
  quitButton: '退出',
  pickImportFiles: '选择要导入的文件',
  pickFilesFolder: '选择用量和账单文件所在的文件夹',
  pickWorkspaceFolder: '选择工作区文件夹',
};

export const WORDS: Readonly<Record<HostLanguage, Readonly<Record<Word, string>>>> = {
  en: english,
  'zh-CN': chinese,
};

/** The word as shown: mnemonics belong to Windows and Linux only. */
export function word(language: HostLanguage, key: Word, platform: NodeJS.Platform): string {
  const text = WORDS[language][key];
  return platform === 'darwin' ? text.replace(/\(&.\)/, '').replace('&', '') : text;
}

/** The language of the system, as one of ours. */
export function systemLanguage(locale: string): HostLanguage {
  return /^zh\b/i.test(locale) ? 'zh-CN' : 'en';
}
