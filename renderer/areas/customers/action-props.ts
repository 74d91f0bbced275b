import type { CustomerRow } from '../../../core/contract/customers.ts';

/** What an action's dialog is drawn with, for as long as it is open. */
export interface ActionDialogProps {
  readonly ids: readonly string[];
  /** The rows at hand, for names and states; of a large selection, others are known by their ids only. */
  readonly rows: readonly CustomerRow[];
  readonly revealId: string | undefined;
  /** Something was saved: a selection is given up then. */
  readonly onSaved?: (() => void) | undefined;
  readonly onClose: () => void;
}
