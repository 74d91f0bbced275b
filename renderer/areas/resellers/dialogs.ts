import type { ResellerRow } from '../../../core/contract/resellers.ts';

/** What a dialog about resellers is drawn with. */
export interface ResellerDialogProps {
  readonly ids: readonly string[];
  /** The rows at hand, for names and states. */
  readonly rows: readonly ResellerRow[];
  readonly onSaved?: (() => void) | undefined;
  readonly onClose: () => void;
}
