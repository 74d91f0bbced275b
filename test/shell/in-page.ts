/** Looking into a page whose policy forbids `eval`: everything goes through the debugger's own evaluation. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';

/** The value of an expression in the page. */
export const inPage = <T>(page: Page, code: string): Promise<T> => page.evaluate<T>(code);

/** Waits until an expression in the page is true; throws with the expression when that does not happen in 20 s. */
export async function pageSays(page: Page, expression: string): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    if (await inPage<boolean>(page, expression)) return;
    await pause(50);
  }
  throw new Error(`the page never said: ${expression}`);
}
