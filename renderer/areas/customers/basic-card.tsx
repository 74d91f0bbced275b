import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { CustomerDetails } from '../../../core/contract/customers.ts';
import { Card } from '../../ui/card.tsx';
import { LinkButton, Modal } from '../../ui/controls.tsx';
import { Dash, DateText, SourceLine } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { useModelWord } from './columns.tsx';
import css from './customer.module.css';
import { useRegionName } from './region-name.ts';
import { useVerifiedWord } from './verified.ts';

/** Contact, association and standing, as the Partner Center lists them. */
export function BasicCard(props: { details: CustomerDetails }): ReactNode {
  const { t } = useWords();
  const model = useModelWord();
  const verified = useVerifiedWord();
  const region = useRegionName();
  const [opened, setOpened] = useState(false);
  const { customer, stamps, raw } = props.details;
  const or = (value: string | null): ReactNode => (value === null || value === '' ? <Dash /> : value);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('customers.column.account'), or(customer.account)],
    [t('customers.column.manager'), or(customer.manager)],
    [t('customers.column.phone'), or(customer.phone)],
    [t('customers.column.email'), or(customer.email)],
    [t('customers.column.association'), or(model(customer.association))],
    [t('customers.column.associatedOn'), <DateText key="on" at={customer.associatedOn} />],
    [
      t('customers.column.reseller'),
      customer.reseller === null ? (
        <Dash key="none" />
      ) : (
        <Link key="reseller" to="/customers" search={{ reseller: customer.reseller.id }}>
          {customer.reseller.name}
        </Link>
      ),
    ],
    [t('customers.column.tag'), or(customer.tag)],
    [t('customers.column.country'), or(region(customer.country))],
    [t('customers.column.type'), t(`customers.type.${customer.type}`)],
    [t('customers.column.level'), or(customer.level)],
    [t('customers.column.verified'), or(verified(customer.verified))],
  ];
  return (
    <Card
      id="basic"
      title={t('customers.page.basic')}
      className={css.whole}
      foot={<SourceLine stamp={stamps.customer} />}
      links={<LinkButton onClick={() => setOpened(true)}>{t('customers.page.raw')}</LinkButton>}
    >
      <dl className={css.pairs}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <RecordPanel raw={raw} opened={opened} onClose={() => setOpened(false)} />
    </Card>
  );
}

/** The upstream record, for those who must compare field by field. */
function RecordPanel(props: {
  raw: CustomerDetails['raw'];
  opened: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <Modal title={t('customers.page.raw')} opened={props.opened} onClose={props.onClose} wide>
      <p className="quiet small">{t('customers.page.rawHelp')}</p>
      <dl className={css.raw}>
        {Object.entries(props.raw).map(([name, value]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
