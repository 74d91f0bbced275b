/** What creating customers asks of the Partner Center at once: is a name free, send a code. */
export { allowanceOf, sendCode, validUntilOf, type Allowance } from './codes.ts';
export { checkIdentity, type IdentityAnswer, type IdentityQuestion } from './identity.ts';
