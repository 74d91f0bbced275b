/** The command line: `node core/main-cli.ts COMMAND …`; `help` lists the commands. */
import { runCommand } from './cli/run.ts';

process.exitCode = await runCommand(process.argv.slice(2));
