import { Link, useParams } from '@tanstack/react-router';
import { ChevronRight, Copy, Eye, EyeOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { CustomerDetails, CustomerRow } from '../../../core/contract/customers.ts';
import { IconButton, PageHead, PrintButton } from '../../app/frame/frame.tsx';
import { useAddress } from '../../app/address.ts';
import { useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { useReveal } from '../../app/use-reveal.ts';
import { Button } from '../../ui/controls.tsx';
import { ModelMark } from '../../ui/model-mark.tsx';
import { MoreButton } from '../../ui/more-menu.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { ManagersCard } from '../assignments/history-card.tsx';
import { AssociationCard } from '../association/association-card.tsx';
import { ResourcesTab } from '../resources/resources-tab.tsx';
import { AlertsCard, RenewalsCard } from './attention-cards.tsx';
import { AuthorizationCard } from '../behalf/authorization-card.tsx';
import { DiscountsCard } from '../discounts/discounts-card.tsx';
import { BasicCard } from './basic-card.tsx';
import { BudgetCard } from './budget-card.tsx';
import { BudgetRecordsCard } from './budget-records-card.tsx';
import { ChangesCard } from './changes-card.tsx';
import { useModelWord } from './columns.tsx';
import { EnterpriseCard } from './enterprise-card.tsx';
import { FreezeNote, FrozenState } from './freeze-state.tsx';
import { PageTabs, tabOf, type CustomerTab } from './page-tabs.tsx';
import css from './customer.module.css';
import { ExpenditureCard, ProductsCard } from './expenditure-cards.tsx';
import { isPending, PendingState } from './pending.tsx';
import { CouponsCard, OrdersCard } from './record-cards.tsx';
import type { CustomerAction } from './row-actions.tsx';
import { useCustomerActions, useOffered } from './use-actions.tsx';

function CopyId(props: { id: string }): ReactNode {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <span className={css.id}>
      <code>{props.id}</code>
      <IconButton
        label={t('customers.page.copyId')}
        onClick={() => {
          void navigator.clipboard.writeText(props.id).then(
            () => setCopied(true),
            () => setCopied(false),
          );
        }}
      >
        <Copy aria-hidden="true" size={13} />
      </IconButton>
      <span role="status" className="quiet small">
        {copied ? t('customers.page.copied') : ''}
      </span>
    </span>
  );
}

interface TabProps {
  readonly details: CustomerDetails;
  readonly revealId: string | undefined;
}

/** What matters first: budget, expenditure, and what somebody must look at. */
function Overview({ details, revealId }: TabProps): ReactNode {
  const { id, association } = details.customer;
  const may = useMay();
  return (
    <div className={css.grid}>
      <BudgetCard details={details} />
      {may('expenditures.view') && <ExpenditureCard details={details} />}
      <div className={css.quarters}>
        <AlertsCard details={details} />
        <RenewalsCard id={id} />
        <OrdersCard details={details} />
        <CouponsCard details={details} />
      </div>
      <ChangesCard id={id} revealId={revealId} />
      {may('expenditures.view') && <ProductsCard details={details} />}
      {association?.model !== 'referral' && <BudgetRecordsCard id={id} revealId={revealId} />}
    </div>
  );
}

/** Contact, association and standing. */
function Basic({ details, revealId }: TabProps): ReactNode {
  return (
    <div className={css.grid}>
      <BasicCard details={details} />
      {details.customer.association?.model === 'referral' ? (
        <DiscountsCard customer={details.customer} revealId={revealId} className={css.whole} />
      ) : (
        <AuthorizationCard customer={details.customer} revealId={revealId} className={css.whole} />
      )}
      <ManagersCard customer={details.customer} revealId={revealId} className={css.whole} />
      <AssociationCard customer={details.customer} className={css.whole} />
    </div>
  );
}

const CONTENT: Readonly<Record<CustomerTab, (props: TabProps) => ReactNode>> = {
  overview: Overview,
  resources: ({ details }) => <ResourcesTab id={details.customer.id} />,
  enterprise: ({ details }) => (
    <div className={css.grid}>
      <EnterpriseCard details={details} />
    </div>
  ),
  basic: Basic,
};

/** The tab that the address names, under the note of a freeze. */
function Page(props: TabProps): ReactNode {
  const [address] = useAddress();
  const tab = tabOf(address['tab']);
  const Content = CONTENT[tab];
  const { customer } = props.details;
  return (
    <>
      <FreezeNote customer={customer} />
      <PageTabs id={customer.id} now={tab} />
      <Content {...props} />
    </>
  );
}

/** What can be done with this customer: the usual as buttons, the rest in a menu. */
function CustomerActs(props: { customer: CustomerRow; onAct: (action: CustomerAction) => void }): ReactNode {
  const { t } = useWords();
  const { customer, onAct } = props;
  const offered = useOffered();
  const more = offered('page', customer);
  return (
    <>
      {offered('page-button', customer).map((action) => (
        <Button
          key={action.key}
          variant={action.key === 'budget' ? 'primary' : 'default'}
          onClick={() => onAct(action)}
        >
          {action.label(t, customer)}
        </Button>
      ))}
      {more.length > 0 && (
        <MoreButton
          label={t('common.more')}
          entries={() =>
            more.map((action) => ({
              key: action.key,
              label: action.label(t, customer),
              onSelect: () => onAct(action),
            }))
          }
        />
      )}
    </>
  );
}

function Crumb(): ReactNode {
  const { t } = useWords();
  return (
    <span className={css.crumb}>
      <Link to="/customers">{t('customers.title')}</Link>
      <ChevronRight aria-hidden="true" size={14} />
    </span>
  );
}

/** One customer (guide 5.2): what is known on this device, each card with its source and age. */
export function CustomerScreen(): ReactNode {
  const { id } = useParams({ from: '/customers/$id' });
  return <Customer key={id} id={id} />;
}

function Customer(props: { id: string }): ReactNode {
  const { t } = useWords();
  const model = useModelWord();
  const reveal = useReveal('customers');
  const actions = useCustomerActions(reveal.revealId);
  const answer = useLive('customers.get', {
    id: props.id,
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  const crumb = <Crumb />;
  if (answer.error !== null && answer.data === undefined) {
    return (
      <>
        <PageHead title={props.id} before={crumb} />
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      </>
    );
  }
  if (answer.data === undefined) {
    return (
      <>
        <PageHead title={props.id} before={crumb} />
        <Skeleton lines={10} />
      </>
    );
  }
  const details = answer.data;
  if (details === null) {
    return (
      <>
        <PageHead title={props.id} before={crumb} />
        <StateText
          title={t('customers.page.notFoundTitle')}
          reason={t('customers.page.notFoundReason')}
          action={<Link to="/customers">{t('customers.page.toList')}</Link>}
        />
      </>
    );
  }
  const { customer } = details;
  const open = reveal.shown.has('name');
  return (
    <>
      <PageHead
        title={customer.name}
        before={crumb}
        note={
          <span className={css.note}>
            <CopyId id={customer.id} />
            <span className={css.model}>
              <ModelMark association={customer.association?.code ?? null} />
              {model(customer.association)}
            </span>
            <FrozenState customer={customer} />
            {isPending(customer) && <PendingState pending={customer.pending} />}
          </span>
        }
        actions={
          <>
            <CustomerActs
              customer={customer}
              onAct={(action) => actions.start(action, [customer.id], [customer])}
            />
            <Button
              aria-pressed={open}
              icon={open ? <EyeOff aria-hidden="true" size={14} /> : <Eye aria-hidden="true" size={14} />}
              onClick={() => reveal.toggle('name')}
            >
              {open ? t('customers.page.hide') : t('customers.page.reveal')}
            </Button>
            <PrintButton />
          </>
        }
      />
      <Page details={details} revealId={reveal.revealId} />
      {actions.dialogs}
    </>
  );
}
