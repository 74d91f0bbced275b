import { contract } from '../contract/index.ts';

/** Every collection a query of the contract may read: what changes when another workspace, or another member, is shown. */
export const EVERYTHING: readonly string[] = [
  ...new Set(Object.values(contract).flatMap((entry) => (entry.kind === 'query' ? entry.reads : []))),
];
