/** The command line: `node core/main-cli.ts COMMAND …`; `help` lists the commands. */
import { quickStart } from './desk/quick-start.ts';

quickStart();
const { runCommand } = await import('./cli/run.ts');
const { outliveReaders } = await import('./cli/io.ts');
outliveReaders();
process.exitCode = await runCommand(process.argv.slice(2));
