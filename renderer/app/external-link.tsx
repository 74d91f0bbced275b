import { ExternalLink as Icon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { buttonClass } from '../ui/controls.tsx';
import { useClient } from './desk-client.ts';

/**
 * A page of the Partner Center, opened in the person's browser: the desktop asks first and opens only what is on its
 * allowlist; in the browser it is a link to a new tab that learns nothing of this page. @param blocked said when the
 * desktop did not open it
 */
export function ExternalLink(props: { url: string; children: ReactNode; blocked: string }): ReactNode {
  const { shell } = useClient();
  const [refused, setRefused] = useState(false);
  return (
    <>
      <a
        href={props.url}
        target="_blank"
        rel="noopener noreferrer"
        className={buttonClass}
        onClick={(event) => {
          if (shell === undefined) return;
          event.preventDefault();
          void shell.openExternal(props.url).then(
            (opened) => setRefused(!opened),
            () => setRefused(true),
          );
        }}
      >
        <Icon aria-hidden="true" size={14} />
        {props.children}
      </a>
      <span role="status" className="quiet small">
        {refused ? props.blocked : ''}
      </span>
    </>
  );
}
