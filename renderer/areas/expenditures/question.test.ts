import { expect, test } from 'vitest';
import { drill, readQuestion } from './question.ts';

const range = { from: '2026-11', to: '2026-11' };

test('an empty address asks for the services of the range', () => {
  expect(readQuestion({}, range)).toEqual({
    by: 'service',
    measure: 'payable',
    view: 'groups',
    filter: range,
  });
});

test('what stands in the address is asked, and what is wrong is left out', () => {
  const question = readQuestion(
    { by: 'region', from: '2026-01', to: 'soon', customer: 'c1', measure: 'list', view: 'lines', kind: '2' },
    range,
  );
  expect(question).toEqual({
    by: 'region',
    measure: 'list',
    view: 'lines',
    filter: { from: '2026-01', to: '2026-11', customerId: 'c1', kind: '2' },
  });
  expect(readQuestion({ by: 'colour', measure: '1' }, range)).toMatchObject({
    by: 'service',
    measure: 'payable',
  });
});

test('drilling narrows step by step and ends in the lines', () => {
  let address = drill({ by: 'month' }, 'month', '2026-10');
  expect(address).toMatchObject({ from: '2026-10', to: '2026-10', by: 'service' });
  address = drill(address, 'service', 'ecs');
  expect(address).toMatchObject({ service: 'ecs', by: 'customer' });
  address = drill(address, 'customer', 'c1');
  expect(address).toMatchObject({ customer: 'c1', by: 'region' });
  address = drill(address, 'region', 'ap-southeast-1');
  expect(address).toMatchObject({ region: 'ap-southeast-1', view: 'lines' });
});

test('whose expenditure it is, is a condition too; nobody’s has a word of its own in the address', () => {
  const address = drill({ by: 'manager' }, 'manager', '');
  expect(address).toMatchObject({ manager: 'none', by: 'customer' });
  expect(readQuestion(address, range).filter).toEqual({ ...range, manager: '' });
  expect(readQuestion({ manager: 'm-1' }, range).filter).toEqual({ ...range, manager: 'm-1' });
});
