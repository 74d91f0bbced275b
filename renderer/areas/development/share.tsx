import { useMemo, useState, type ReactNode } from 'react';
import { encode } from 'uqr';
import type { InvitationRow } from '../../../core/contract/development.ts';
import { useClient } from '../../app/desk-client.ts';
import { useAction, useLive } from '../../app/live.ts';
import { Button, Segments } from '../../ui/controls.tsx';
import { CopyButton } from '../../ui/copy-value.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';
import { mailAddress, writeMail, type Letter } from './mail.ts';
import { ModelWord } from './values.tsx';

/** The modules of a QR code as one path, each a square of one unit. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: 2 });
  const path = data
    .flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')))
    .filter((part) => part !== '')
    .join('');
  return { size, path };
}

function Qr(props: { link: string }): ReactNode {
  const { t } = useWords();
  const { size, path } = useMemo(() => qrPath(props.link), [props.link]);
  return (
    <svg
      className={css.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t('development.share.qrLabel')}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

const LANGUAGES = { en: ['en'], 'zh-CN': ['zh-CN'], both: ['zh-CN', 'en'] } as const;
type LanguageChoice = keyof typeof LANGUAGES;

/** What the text names: shown in full only once asked for, which is written to the audit list. */
const NAMED = ['name', 'contact', 'email', 'manager'];

/** The text names the customer: whoever copies it must have asked for the complete values. */
function MailText(props: { id: string }): ReactNode {
  const { t } = useWords();
  const reveal = useAction('privacy.reveal');
  const revealId = reveal.data?.revealId;
  const answer = useLive(
    'development.invitation',
    { id: props.id, ...(revealId === undefined ? {} : { revealId }) },
    { enabled: revealId !== undefined },
  );
  const row = answer.isPlaceholderData ? undefined : answer.data?.row;
  if (revealId === undefined || row === undefined)
    return (
      <div className={css.form}>
        <p>{t('development.share.masked')}</p>
        <div className={css.buttons}>
          <Button
            disabled={reveal.isPending}
            onClick={() => reveal.mutate({ view: 'development', columns: NAMED })}
          >
            {t('development.share.show')}
          </Button>
        </div>
        <FormError error={reveal.error} />
      </div>
    );
  return <ClearText row={row} />;
}

function ClearText(props: { row: InvitationRow }): ReactNode {
  const { t, language } = useWords();
  const client = useClient();
  const [choice, setChoice] = useState<LanguageChoice>(language);
  const { row } = props;
  if (row.link === null || row.expiresAt === null) return null;
  const letter: Letter = {
    name: row.name,
    contact: row.contact,
    inviter: row.manager,
    model: row.model,
    text: row.text,
    link: row.link,
    expiresAt: row.expiresAt,
  };
  const mail = writeMail(letter, LANGUAGES[choice]);
  return (
    <div className={css.form}>
      <Segments
        label={t('development.share.language')}
        value={choice}
        choices={[
          { value: 'zh-CN', label: '中文' },
          { value: 'en', label: 'English' },
          { value: 'both', label: t('development.share.both') },
        ]}
        onChange={(value) => setChoice(value === 'en' || value === 'zh-CN' ? value : 'both')}
      />
      <div className={css.linkText}>
        <span>
          <span className="quiet">{t('development.share.subject')}:</span> {mail.subject}
        </span>
        <CopyButton value={mail.subject} label={t('development.share.copySubject')} />
      </div>
      <div className={css.linkText}>
        <pre className={css.mail} tabIndex={0} aria-label={t('development.share.mail')}>
          {mail.body}
        </pre>
        <CopyButton value={mail.body} label={t('development.share.copy')} />
      </div>
      <div className={css.buttons}>
        {/* The desktop's shell opens pages of the Partner Center only. */}
        {client.shell === undefined && (
          <a href={mailAddress(row.email, mail)}>{t('development.share.open')}</a>
        )}
        <span className="quiet small">{t('development.share.openHelp')}</span>
      </div>
    </div>
  );
}

type Way = 'link' | 'qr' | 'mail';

/** Passes an invitation on: the link, its QR code, or the text of an e-mail (guide 5.10). */
export function Share(props: { row: InvitationRow }): ReactNode {
  const { t } = useWords();
  const { row } = props;
  const [way, setWay] = useState<Way>('link');
  if (row.link === null) return null;
  return (
    <section className={css.form}>
      <h3>{t('development.share.title')}</h3>
      <div className={css.buttons}>
        <Segments
          label={t('development.share.way')}
          value={way}
          choices={(['link', 'qr', 'mail'] as const).map((value) => ({
            value,
            label: t(`development.share.${value}`),
          }))}
          onChange={(value) => setWay(value === 'qr' || value === 'mail' ? value : 'link')}
        />
        <ModelWord model={row.model} />
      </div>
      {way === 'link' && (
        <div className={css.linkText}>
          <code>{row.link}</code>
          <CopyButton value={row.link} label={t('development.panel.copyLink')} />
        </div>
      )}
      {way === 'qr' && <Qr link={row.link} />}
      {way === 'mail' && <MailText id={row.id} />}
    </section>
  );
}
