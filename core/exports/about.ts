import { maskPerson } from '../base/masking.ts';
import { OPERATIONS } from '../areas/context.ts';
import type { BothLanguages, FilterWords } from '../contract/exports.ts';
import type { HostLanguage } from '../contract/host.ts';
import { instantText } from './cells.ts';
import type { ExportDefinition } from './definition.ts';
import type { About, WriterNotes } from './sink.ts';

/** The last sheet of a workbook: what the file is, where it comes from, and what was done to it. */

const W = {
  about: { en: 'About this file', zh: '关于本文件' },
  list: { en: 'List', zh: '列表' },
  rows: { en: 'Rows', zh: '行数' },
  filter: { en: 'Filter', zh: '筛选条件' },
  none: { en: 'None: all records this person may see', zh: '无：该人员可见的全部记录' },
  source: { en: 'Source', zh: '来源' },
  workspace: { en: 'Workspace', zh: '工作区' },
  api: { en: 'Partner Center', zh: '伙伴中心' },
  files: { en: 'Usage and bill files of the Partner Center', zh: '伙伴中心的用量文件和账单文件' },
  desk: { en: 'Records of this desk', zh: '本机记录' },
  read: { en: 'last read', zh: '最近读取于' },
  demo: {
    en: 'Demo workspace: generated data, no real customers',
    zh: '演示工作区：数据为生成数据，并非真实客户',
  },
  time: { en: 'Exported at', zh: '导出时间' },
  person: { en: 'Exported by', zh: '导出人' },
  names: { en: 'Personal data', zh: '个人信息' },
  masked: {
    en: 'Replaced by stand-ins: names, accounts, phone numbers, e-mail addresses. The same customer has the same stand-in in every export of this workspace.',
    zh: '姓名、账号、电话和邮箱已替换为代称。同一客户在本工作区的每次导出中代称相同。',
  },
  clear: { en: 'In clear: handle with care', zh: '未匿名，请妥善保管' },
  impersonal: { en: 'None in this list', zh: '本列表不含个人信息' },
  zone: { en: 'Times', zh: '时间' },
  beijing: { en: 'GMT+08:00, as in the Partner Center', zh: 'GMT+08:00，与伙伴中心一致' },
  amounts: { en: 'Amounts', zh: '金额' },
  exact: { en: 'Exact, never converted between currencies', zh: '精确值，不做币种换算' },
  texts: {
    en: 'Exact. {n} of them have more digits than a spreadsheet number keeps and are written as text, so that no digit is lost.',
    zh: '精确值。其中 {n} 个的位数超出电子表格数字可保留的范围，为不丢失精度以文本形式写入。',
  },
  cut: { en: 'Cut texts', zh: '被截断的文本' },
  cutHow: {
    en: '{n} texts were longer than a cell may be (32,767 characters); a CSV file has them whole.',
    zh: '{n} 段文本超出单元格长度上限（32,767 个字符）；CSV 文件中为完整内容。',
  },
} as const satisfies Record<string, BothLanguages>;

export interface AboutFacts {
  readonly definition: ExportDefinition;
  readonly personal: boolean;
  readonly language: HostLanguage;
  readonly filter: readonly FilterWords[];
  readonly workspace: { readonly name: string; readonly kind: 'demo' | 'real' };
  readonly person: string;
  readonly masked: boolean;
  readonly at: number;
  /** When its collection was last read completely; null when that is not known. */
  readonly readAt: number | null;
}

/** 'Partner Center: ListSubCustomers, last read 2026-11-23T12:00:00+08:00'. */
function sourceOf({ definition: { source }, language, readAt }: AboutFacts): string {
  const [api, files, desk, read] = [W.api, W.files, W.desk, W.read].map((both) =>
    language === 'en' ? both.en : both.zh,
  );
  if (source === 'files') return files ?? '';
  if (source === 'desk') return desk ?? '';
  const operation = `${api}: ${OPERATIONS[source]}`;
  return readAt === null ? operation : `${operation}, ${read} ${instantText(readAt)}`;
}

const filled = (text: string, n: number): string => text.replace('{n}', String(n));

export const aboutTitle = (language: HostLanguage): string => (language === 'en' ? W.about.en : W.about.zh);

export function aboutOf(facts: AboutFacts, rows: number, notes: WriterNotes): About {
  const say = (both: BothLanguages): string => (facts.language === 'en' ? both.en : both.zh);
  const { workspace, masked, filter } = facts;
  const title = say(facts.definition.title);
  const lines: (readonly [string, string])[] = [
    [say(W.list), title],
    [say(W.rows), String(rows)],
    ...(filter.length === 0
      ? [[say(W.filter), say(W.none)] as const]
      : filter.map(({ label, value }) => [`${say(W.filter)}: ${say(label)}`, say(value)] as const)),
    [say(W.source), sourceOf(facts)],
    // A workspace is named by a person, mostly after the partner; a copy without names does without it.
    [say(W.workspace), `Partner Desk${masked || workspace.kind === 'demo' ? '' : ` · ${workspace.name}`}`],
    ...(workspace.kind === 'demo' ? [[say(W.workspace), say(W.demo)] as const] : []),
    [say(W.time), instantText(facts.at)],
    [say(W.person), masked ? maskPerson(facts.person) : facts.person],
    [say(W.names), say(!facts.personal ? W.impersonal : masked ? W.masked : W.clear)],
    [say(W.zone), say(W.beijing)],
    [say(W.amounts), notes.textAmounts === 0 ? say(W.exact) : filled(say(W.texts), notes.textAmounts)],
    ...(notes.cutTexts === 0 ? [] : [[say(W.cut), filled(say(W.cutHow), notes.cutTexts)] as const]),
  ];
  return { title, rows, facts: lines };
}
