import { create } from 'zustand';
import { isCoded } from '../../core/base/errors.ts';

/** The question for the PIN before a critical operation: one at a time, asked wherever an action needs it. */
interface ConfirmState {
  /** Told whether it was confirmed; null while nothing is asked. */
  readonly answer: ((confirmed: boolean) => void) | null;
  /** Opens the question (core: CONFIRMATION_NEEDED). Somebody who asks meanwhile waits for the same answer. */
  readonly ask: () => Promise<boolean>;
  /** The PIN was right, or the person would rather not. */
  readonly end: (confirmed: boolean) => void;
}

let asked: Promise<boolean> | null = null;

export const useConfirm = create<ConfirmState>()((set, get) => ({
  answer: null,
  ask() {
    asked ??= new Promise<boolean>((resolve) => {
      set({ answer: resolve });
    });
    return asked;
  },
  end(confirmed) {
    get().answer?.(confirmed);
    asked = null;
    set({ answer: null });
  },
}));

/**
 * Runs an action; when the core wants it confirmed, asks for the PIN and runs it once more. Rejects with the core's own
 * CONFIRMATION_NEEDED when the person does not confirm: nothing was done.
 */
export async function confirmed<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    // Switching members asks for the other one's PIN, in its own place.
    if (!isCoded(error, 'CONFIRMATION_NEEDED') || error.data['name'] === 'team.actAs') throw error;
    if (!(await useConfirm.getState().ask())) throw error;
    return await run();
  }
}
