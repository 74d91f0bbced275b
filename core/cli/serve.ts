import { numberOf } from './numbers.ts';
import type { Command } from './command.ts';

const HINT = {
  en: 'Open this address in a browser on this machine. It works once. Ctrl+C ends Partner Desk.',
  'zh-CN': '请在本机浏览器中打开此地址（仅可使用一次）。按 Ctrl+C 结束。',
} as const;

/** `serve`: the browser host. Stays until told to end, or until whoever started it is gone. */
export const serve: Command = {
  usage: 'serve [--port N] [--demo] [--workspace DIR] [--json]',
  options: { port: { type: 'string' }, demo: { type: 'boolean' } },
  words: [0, 0],
  async run(line) {
    const port = numberOf(line, 'port', 0, 65_535);
    const { serve: start } = await import('../desk/serve.ts');
    const { untilEnd } = await import('../desk/lifetime.ts');
    const serving = await start({
      ...(port === undefined ? {} : { port }),
      ...(line.workspace === undefined ? {} : { workspace: line.workspace }),
      demo: line.values['demo'] === true,
    });
    const { address } = serving.host;
    return {
      document: { url: address, port: serving.host.port },
      text: () => `${address}\n${HINT[line.language]}\n`,
      async stay() {
        await untilEnd({ withInput: false });
        await serving.close();
      },
    };
  },
};
