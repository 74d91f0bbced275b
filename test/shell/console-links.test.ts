import { expect, test } from 'vitest';
import { taskDefinitions } from '../../core/areas/register.ts';
import { consolePage } from '../../core/areas/tasks/rules/console.ts';
import { externalAddress } from '../../electron/guards.ts';
import { en, zh } from '../../renderer/words/index.ts';

/** Every site of the Partner Center that a workspace can be connected to. */
const ENDPOINTS = ['https://bss-intl.myhuaweicloud.com', 'https://bss.myhuaweicloud.eu'];

test('the page of every kind of task is one the shell opens, on every site', () => {
  expect(taskDefinitions.length).toBeGreaterThan(2);
  for (const definition of taskDefinitions) {
    for (const endpoint of ENDPOINTS) {
      const { url } = consolePage(endpoint, definition.link({ v: 1 }));
      expect(externalAddress(url ?? ''), `${definition.kind} at ${endpoint}`).toBe(url);
    }
  }
});

test('every kind and every value to copy has its words, in both languages', () => {
  const kinds = taskDefinitions.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  for (const { tasks } of [en, zh]) {
    const known = Object.keys(tasks.kind);
    expect(kinds.map((kind) => kind.replaceAll('.', '_')).filter((kind) => !known.includes(kind))).toEqual(
      [],
    );
    const fields = new Set(Object.keys(tasks.field));
    expect(taskDefinitions.flatMap(({ copy }) => copy.filter((name) => !fields.has(name)))).toEqual([]);
  }
});
