/**
 * The browser host as a program of its own: `node core/main-web.ts [--demo] [--workspace DIR] [--port N]`. It prints one
 * line with the address to open and runs until it is told to end, or until whoever started it is gone.
 */
import { runCommand } from './cli/run.ts';

process.exitCode = await runCommand(['serve', ...process.argv.slice(2)]);
