import type { CliLanguage } from './io.ts';

const LINES: readonly (readonly [line: string, en: string, zh: string])[] = [
  [
    'sandbox [--port N] [--customers N] [--months N] [--seed S] [--files DIR]',
    'start a Partner Center to try things on; prints {url, ak, sk, filesDir, now}',
    '启动一个用于试用的伙伴中心；输出 {url, ak, sk, filesDir, now}',
  ],
  [
    'connect --endpoint URL --ak AK --sk-stdin [--files DIR] [--name NAME]',
    'test a connection and keep it; the secret key is read from standard input',
    '测试并保存连接；私有密钥从标准输入读取',
  ],
  ['sync', 'bring the workspace up to date', '同步工作区数据'],
  [
    'serve [--port N] [--demo]',
    'open Partner Desk in the browser; prints the address',
    '在浏览器中打开；输出访问地址',
  ],
  ['check', 'look at everything the workspace keeps', '检查工作区的完整性'],
  ['import FILE… [--dry-run] [--force]', 'import usage, bill or FOCUS files', '导入用量、账单或 FOCUS 文件'],
  ['undo-import ID', 'take an import back', '撤销一次导入'],
  ['show quota | home', 'figures of Home', '首页数据'],
  ['show customers [--id ID] [--search TEXT] [--limit N] [--reveal]', 'customers', '客户列表'],
  [
    'show expenditure --by month|customer|service|region [--from YYYY-MM] [--to YYYY-MM]',
    'expenditure by a dimension',
    '按维度查看支出',
  ],
  [
    'export LIST --out FILE.xlsx|FILE.csv --acknowledged [--filter JSON] [--columns A,B] [--unmasked]',
    'write a list to a file: customers, orders, coupons, resellers, bills, audit, …; names are replaced unless --unmasked',
    '将列表导出为文件：customers、orders、coupons、resellers、bills、audit 等；除非指定 --unmasked，否则姓名等会替换为代称',
  ],
  ['help', 'this text', '显示本说明'],
];

/** What `help` prints. */
export function usageText(language: CliLanguage): string {
  const zh = language === 'zh-CN';
  const head = zh ? '用法：partner-desk 命令 [选项]' : 'Usage: partner-desk COMMAND [OPTIONS]';
  const common = zh
    ? '每个命令都支持 --workspace DIR（工作区文件夹）、--as MEMBER（以该 ID 的成员身份执行，默认为所有者）和 --json（标准输出为一个 JSON 文档）。'
    : 'Every command takes --workspace DIR (the workspace\u2019s folder), --as MEMBER (act as the member of this id; the owner otherwise) and --json (one JSON document on standard output).';
  const lines = LINES.map(([line, en, chinese]) => `  ${line}\n      ${zh ? chinese : en}`);
  return `${head}\n\n${lines.join('\n')}\n\n${common}\n`;
}
