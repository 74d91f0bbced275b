import { seededRandom, type Random } from '../../core/base/random.ts';

/** What people, other administrators, the machine and the network will do in a run, and when. */
export type What =
  | 'save'
  | 'create'
  | 'recreate'
  | 'interfere'
  | 'attend'
  | 'code'
  | 'newer'
  | 'leave'
  | 'death'
  | 'jump'
  | 'sleep'
  | 'backup'
  | 'restore'
  | 'spell';

/** One event. Each has its own luck, so that leaving one out changes nothing in the others. */
export interface Planned {
  readonly index: number;
  readonly at: number;
  readonly what: What;
  readonly luck: Random;
}

/** How often each event may happen: at least, and up to so many more. Not in the table: see below. */
const OFTEN: { readonly [W in Exclude<What, 'backup' | 'restore'>]: readonly [least: number, more: number] } =
  {
    save: [5, 12],
    create: [0, 4],
    recreate: [1, 2],
    interfere: [0, 5],
    attend: [12, 3],
    code: [0, 3],
    newer: [0, 1.15],
    leave: [0, 1.15],
    death: [0, 4],
    jump: [0, 3],
    sleep: [0, 1.3],
    spell: [0, 7],
  };

/** The plan of a seed. @param restores the ledger is lost once and comes out of a backup */
export function planOf(seed: number, until: number, restores: boolean): Planned[] {
  const random = seededRandom(seed * 2_654_435_761 + 17);
  const events: Planned[] = [];
  const add = (what: What, at: number): void => {
    const luck = seededRandom(Math.floor(random.next() * 2 ** 31));
    events.push({ index: events.length, at, what, luck });
  };
  for (const [what, [least, more]] of Object.entries(OFTEN)) {
    const count = least + Math.floor(random.next() * more);
    for (let i = 0; i < count; i += 1) add(what as What, random.next() * until);
  }
  if (restores) {
    const kept = random.next() * until;
    add('backup', kept);
    add('restore', kept + random.next() * (until - kept));
  }
  return events;
}

/** What is left of a plan. @param omit indices that are left out */
export function without(plan: readonly Planned[], omit: ReadonlySet<number>): Planned[] {
  return plan.filter(({ index }) => !omit.has(index));
}
