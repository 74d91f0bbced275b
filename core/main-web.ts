/**
 * The browser host as a program of its own: `node core/main-web.ts [--demo] [--workspace DIR] [--port N]`. It prints the
 * address to open and runs until it is told to end, or until whoever started it is gone.
 */
import { quickStart } from './desk/quick-start.ts';

quickStart();
const { runCommand } = await import('./cli/run.ts');
const { outliveReaders } = await import('./cli/io.ts');
outliveReaders();
process.exitCode = await runCommand(['serve', ...process.argv.slice(2)]);
