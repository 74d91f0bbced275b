import type { AssociationModel } from '../../../core/contract/development-facts.ts';
import type { Language } from '../../../core/contract/desk.ts';
import { formatDate } from '../../ui/format.ts';

/** The text of an invitation by e-mail, in the language of whoever gets it, not of the page. We send nothing ourselves. */

export interface Letter {
  readonly name: string;
  readonly contact: string | null;
  readonly inviter: string;
  readonly model: AssociationModel;
  readonly text: string | null;
  readonly link: string;
  /** Integer ms UTC. */
  readonly expiresAt: number;
}

const SUBJECTS: Readonly<Record<Language, string>> = {
  en: 'Invitation to work with us on Huawei Cloud',
  'zh-CN': '邀请您通过我们使用华为云',
};

const MODELS: Readonly<Record<Language, Readonly<Record<AssociationModel, string>>>> = {
  en: {
    reseller: 'You buy Huawei Cloud services from us; we bill and support you.',
    referral: 'You buy from Huawei Cloud and pay there; we advise and support you.',
  },
  'zh-CN': {
    reseller: '您通过我们购买华为云服务，由我们向您出具账单并提供支持。',
    referral: '您直接向华为云购买并付款，由我们为您提供咨询和支持。',
  },
};

function english(letter: Letter): string {
  return [
    `Dear ${letter.contact ?? letter.name},`,
    ...(letter.text === null || letter.text === '' ? [] : [letter.text]),
    `We invite ${letter.name} to associate its Huawei Cloud account with us. ${MODELS.en[letter.model]}`,
    `Open this link, sign in to Huawei Cloud and agree:\n${letter.link}`,
    `The link is good once, until ${formatDate(letter.expiresAt, 'en')}.`,
    `Kind regards\n${letter.inviter}`,
  ].join('\n\n');
}

function chinese(letter: Letter): string {
  return [
    `尊敬的${letter.contact ?? letter.name}：`,
    ...(letter.text === null || letter.text === '' ? [] : [letter.text]),
    `诚邀${letter.name}将华为云账号与我们关联。${MODELS['zh-CN'][letter.model]}`,
    `请打开以下链接，登录华为云并同意关联：\n${letter.link}`,
    `链接仅限使用一次，有效期至${formatDate(letter.expiresAt, 'zh-CN')}。`,
    `此致\n敬礼\n\n${letter.inviter}`,
  ].join('\n\n');
}

const WRITERS: Readonly<Record<Language, (letter: Letter) => string>> = { en: english, 'zh-CN': chinese };

/** Subject and body in one language or in both, one below the other. */
export function writeMail(
  letter: Letter,
  languages: readonly Language[],
): { readonly subject: string; readonly body: string } {
  return {
    subject: languages.map((language) => SUBJECTS[language]).join(' / '),
    body: languages.map((language) => WRITERS[language](letter)).join('\n\n———\n\n'),
  };
}

/** The address that opens the text in the mail program of the machine. */
export function mailAddress(to: string | null, mail: { subject: string; body: string }): string {
  const query = `subject=${encodeURIComponent(mail.subject)}&body=${encodeURIComponent(mail.body)}`;
  return `mailto:${encodeURIComponent(to ?? '')}?${query}`;
}
