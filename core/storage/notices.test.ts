import { expect, test } from 'vitest';
import { createNotices } from './notices.ts';

function manual(): { schedule: (fn: () => void) => void; run: () => void } {
  const waiting: (() => void)[] = [];
  return { schedule: (fn) => void waiting.push(fn), run: () => waiting.splice(0).forEach((fn) => fn()) };
}

test('names of one turn come together, each once', () => {
  const { schedule, run } = manual();
  const notices = createNotices({ schedule });
  const heard: string[][] = [];
  notices.subscribe((names) => void heard.push([...names]));
  notices.publish(['a']);
  notices.publish(['b', 'a']);
  notices.publish([]);
  expect(heard).toEqual([]);
  run();
  expect(heard).toEqual([['a', 'b']]);
  run();
  expect(heard).toHaveLength(1);
  notices.publish(['c']);
  run();
  expect(heard).toEqual([['a', 'b'], ['c']]);
});

test('an ended subscription hears nothing, and the same function may subscribe twice', () => {
  const { schedule, run } = manual();
  const notices = createNotices({ schedule });
  let calls = 0;
  const fn = (): void => void (calls += 1);
  const end = notices.subscribe(fn);
  notices.subscribe(fn);
  notices.publish(['a']);
  run();
  expect(calls).toBe(2);
  end();
  notices.publish(['a']);
  run();
  expect(calls).toBe(3);
});

test('a subscriber that throws does not keep the others from hearing', () => {
  const { schedule, run } = manual();
  const errors: unknown[] = [];
  const notices = createNotices({ schedule, onError: (error) => void errors.push(error) });
  const heard: string[] = [];
  notices.subscribe(() => {
    throw new Error('bad');
  });
  notices.subscribe((names) => void heard.push(...names));
  notices.publish(['a']);
  run();
  expect(heard).toEqual(['a']);
  expect(errors).toHaveLength(1);

  const loud = createNotices({ schedule });
  loud.subscribe(() => {
    throw new Error('bad');
  });
  loud.publish(['a']);
  expect(run).toThrow('bad');
});

test('a publication while telling goes out with the next turn', () => {
  const { schedule, run } = manual();
  const notices = createNotices({ schedule });
  const heard: string[][] = [];
  notices.subscribe((names) => {
    heard.push([...names]);
    if (names.includes('a')) notices.publish(['b']);
  });
  notices.publish(['a']);
  run();
  run();
  expect(heard).toEqual([['a'], ['b']]);
});

test('after the end nothing is told, not even what was published before', () => {
  const { schedule, run } = manual();
  const notices = createNotices({ schedule });
  const heard: string[] = [];
  notices.subscribe((names) => void heard.push(...names));
  notices.publish(['a']);
  notices.end();
  run();
  expect(heard).toEqual([]);
});
