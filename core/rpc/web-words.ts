/** The few words the browser host itself says, in both languages at once: it does not know the person yet. */
import type { Refusal } from './web-access.ts';

const WORDS: Readonly<Record<Refusal, readonly [english: string, chinese: string]>> = {
  HOST: [
    'This address is not the one Partner Desk listens at. Open the address that it printed.',
    '此地址不是Partner Desk 的监听地址。请打开程序输出的地址。',
  ],
  ORIGIN: [
    'Another page asked for this. Open the address that Partner Desk printed.',
    '此请求来自其他页面。请打开Partner Desk 输出的地址。',
  ],
  TOKEN: [
    'This address has been used already: it works once. Start Partner Desk again to get a new one.',
    '此地址已被使用，只能使用一次。请重新启动Partner Desk 以获取新地址。',
  ],
  SESSION: [
    'Open the address with its token that Partner Desk printed when it started.',
    '请打开Partner Desk 启动时输出的带令牌的地址。',
  ],
};

/** A bare page without any script; the texts are fixed, so there is nothing to escape. */
export function refusalPage(refusal: Refusal): string {
  const [english, chinese] = WORDS[refusal];
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Partner Desk</title><p>${english}</p><p lang="zh-CN">${chinese}</p></html>\n`;
}
