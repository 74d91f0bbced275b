/** Log lines of the shell: one line each, on standard error, with who speaks. Never a person's data. */
export type Log = (who: string, text: string) => void;

/** Control characters would let one line look like two. */
export const stderrLog: Log = (who, text) => {
  // oxlint-disable-next-line no-control-regex
  process.stderr.write(`[${who}] ${text.replace(/[\u0000-\u001f\u007f]+/g, ' ')}\n`);
};
