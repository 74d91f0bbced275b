/** The command line: `node core/main-cli.ts COMMAND …`; `help` lists the commands. */
import { quickStart } from './desk/quick-start.ts';

quickStart();
const { runCommand } = await import('./cli/run.ts');
process.exitCode = await runCommand(process.argv.slice(2));
