import { expect, test } from 'vitest';
import { taskState } from '../../../contract/tasks.ts';
import { nextTaskState, TASK_EVENTS } from './states.ts';

const WANTED = `
open      done=done      reopen=-    cancel=cancelled setDue=open seen=-    denied=-
done      done=-         reopen=open cancel=-         setDue=-    seen=seen denied=denied
denied    done=done      reopen=open cancel=cancelled setDue=-    seen=seen denied=-
seen      done=-         reopen=-    cancel=-         setDue=-    seen=-    denied=-
cancelled done=-         reopen=-    cancel=-         setDue=-    seen=-    denied=-
`;

test('every state answers every event', () => {
  const table = taskState.options.map((state) =>
    [state, ...TASK_EVENTS.map((event) => `${event}=${nextTaskState(state, event) ?? '-'}`)].join(' '),
  );
  const wanted = WANTED.trim()
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s+/g, ' '));
  expect(table.sort()).toEqual(wanted.sort());
});

test('a sync only ends what somebody did', () => {
  for (const state of taskState.options) {
    const possible = state === 'done' || state === 'denied';
    expect(nextTaskState(state, 'seen') !== null, state).toBe(possible);
  }
});
