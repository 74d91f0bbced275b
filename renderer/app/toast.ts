import { create } from 'zustand';

/** The one short message at the foot of the window: what was just saved and how it is taken back. */
export interface Toast {
  /** Rises with every message, so that the same words twice are two messages. */
  readonly number: number;
  /** `export`: a task was created; `ids` holds its id. `assigned`: changes of account managers, taken back their own way. */
  readonly kind: 'saved' | 'taken' | 'failed' | 'export' | 'assigned';
  readonly count: number;
  /** Actions that can be taken back while they have not been sent. */
  readonly ids: readonly string[];
  /** Of those that should be taken back, how many were on their way already. */
  readonly late: number;
  /** An error code, for `failed`. */
  readonly code: string | null;
}

interface ToastState {
  readonly toast: Toast | null;
  readonly say: (
    toast: Omit<Toast, 'number' | 'late' | 'code'> & Partial<Pick<Toast, 'late' | 'code'>>,
  ) => void;
  readonly close: () => void;
}

let last = 0;

/** What the foot of the window says now. */
export const useToast = create<ToastState>()((set) => ({
  toast: null,
  say: (toast) => {
    last += 1;
    set({ toast: { late: 0, code: null, ...toast, number: last } });
  },
  close: () => set({ toast: null }),
}));

/** Says that changes are saved on this device and can be taken back. */
export function sayChangesSaved(ids: readonly string[]): void {
  if (ids.length > 0) useToast.getState().say({ kind: 'saved', count: ids.length, ids });
}

/** Says that customers were assigned (or withdrawn) here; `ids` are the changes, to take them back with. */
export function sayAssigned(ids: readonly string[]): void {
  if (ids.length > 0) useToast.getState().say({ kind: 'assigned', count: ids.length, ids });
}
