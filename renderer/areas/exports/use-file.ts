import { useDesk } from '../../app/desk.tsx';
import { useAction } from '../../app/live.ts';
import type { CodedError } from '../../../core/base/errors.ts';

/** Takes the browser to the file behind a one-time token; it is saved, never shown. */
function save(token: string, name: string): void {
  const link = document.createElement('a');
  link.href = `/download/${token}`;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** How a finished file is had: the desktop opens it or shows its folder, the browser downloads it. */
export function useFile(): {
  readonly desktop: boolean;
  readonly download: (id: string) => void;
  readonly show: (id: string, how: 'open' | 'folder') => void;
  readonly error: CodedError | null;
} {
  const desktop = useDesk().host === 'desktop';
  const take = useAction('exports.download');
  const open = useAction('exports.open');
  return {
    desktop,
    download: (id) => take.mutate({ id }, { onSuccess: ({ token, name }) => save(token, name) }),
    show: (id, how) => open.mutate({ id, how }),
    error: take.error ?? open.error,
  };
}
