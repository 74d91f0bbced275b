/** The console tasks of customer development: their steps and fields. */
export const developmentKinds = {
  development_preRegister: {
    title: 'Enter a pre-registration',
    how: `Open Sales > Leads and Opportunities > Customer Development.
Choose Pre-register and enter the values below.
Submit it. The answer comes by e-mail: record it under Customer development.`,
  },
  development_manualReview: {
    title: 'Ask for a manual review',
    how: `Write to your ecosystem manager: name the customer and the reason of the refusal.
Ask for the pre-registration to be reviewed by hand.
Record the answer under Customer development.`,
  },
  development_invitationLink: {
    title: 'Make an invitation link',
    how: `Open Sales > Leads and Opportunities > Customer Development and choose Invite by link.
Choose the association type below and make a new link; each is good for one customer.
Copy the link and paste it as the reference, or into the invitation.`,
  },
} as const;

export const developmentFields = {
  name: 'Customer name',
  country: 'Country or region',
  contact: 'Contact person',
  mobile: 'Mobile number',
  email: 'E-mail',
  industry: 'Industry',
  website: 'Website',
  products: 'Expected products',
  tag: 'Tag',
  remark: 'Remark',
  model: 'Association type',
  text: 'Own text',
} as const;
