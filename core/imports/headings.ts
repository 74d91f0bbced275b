import { LINE_FILES } from '../contract/partner-center/files.ts';
import type { LineMeaning } from '../contract/partner-center/files.ts';

/**
 * A heading as it is compared: without case, spaces, punctuation and what stands in brackets (often the currency), in
 * both languages' brackets.
 */
export function normaliseHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .replaceAll(/[([【].*?[)\]】]/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_\-/.:'"]+/gu, '');
}

/** The currency a heading names in brackets, such as 'List Price (USD)'. */
export function headingCurrency(heading: string): string | null {
  return /[([【]\s*([A-Z]{3})\s*[)\]】]/u.exec(heading.normalize('NFKC'))?.[1] ?? null;
}

/** Other headings seen or plausible for the same meaning; Chinese ones are assumed [inf] and easy to extend. */
const SYNONYMS: Readonly<Record<LineMeaning, readonly string[]>> = {
  billingCycle: ['Billing Period', 'Cycle', '账期', '计费周期', '消费账期'],
  customerId: ['Customer Domain ID', 'Domain ID', '客户ID', '客户账号ID'],
  transactionTime: ['Time', 'Consumption Time', 'Trade Time', '交易时间', '消费时间'],
  customerName: ['客户名称', '客户名'],
  accountName: ['Customer Account', 'Account', '账号名', '客户账号', '账号名称'],
  resellerId: ['Reseller ID', 'Second-level Partner ID', '合作伙伴ID', '经销商ID', '伙伴ID'],
  billType: ['Bill type', '账单类型'],
  billingMode: ['Charging Mode', '计费模式'],
  serviceTypeCode: ['Product Type Code', '产品类型编码', '云服务类型编码'],
  serviceTypeName: ['Product Type', 'Service Type Name', '产品类型', '云服务类型'],
  resourceTypeCode: ['资源类型编码'],
  productId: ['产品ID'],
  productName: ['Product', '产品名称', '产品'],
  regionCode: ['区域编码'],
  regionName: ['Region Name', '区域', '区域名称'],
  resourceId: ['资源ID'],
  resourceName: ['资源名称'],
  orderId: ['Order ID', 'Order No.', 'Transaction ID', '订单号/交易号', '订单号', '订单ID'],
  usage: ['Usage Amount', 'Amount of Usage', '使用量', '用量'],
  usageUnit: ['Unit', 'Measurement Unit', '使用量单位', '单位'],
  listPrice: ['List Price Amount', 'Official Price', '官网价', '目录价', '官网价金额'],
  discount: ['Discount', '优惠金额', '折扣金额'],
  couponDeducted: ['Cash Coupon', 'Coupon', '代金券抵扣', '代金券'],
  payable: ['Amount Due', 'Payable', 'Amount Payable', '应付金额', '应付', '应付款'],
  currency: ['币种', '货币'],
};

/** Normalised heading → meaning. The files' own headings win over synonyms. */
export const MEANINGS: ReadonlyMap<string, LineMeaning> = new Map<string, LineMeaning>([
  ...Object.entries(SYNONYMS).flatMap(([meaning, headings]) =>
    // The keys of the table are the meanings; Object.entries widens them.
    headings.map((heading) => [normaliseHeading(heading), meaning as LineMeaning] as const),
  ),
  ...LINE_FILES.flatMap(({ columns }) =>
    columns.map(({ heading, meaning }) => [normaliseHeading(heading), meaning] as const),
  ),
]);
