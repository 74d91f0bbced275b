import { expect, test } from 'vitest';
import { CodedError } from '../../core/base/errors.ts';
import { contract } from '../../core/contract/index.ts';
import { parseAddress, writeAddress } from './address.ts';
import { codedFrom } from './client.ts';
import { shownState } from './frame/sync-state.tsx';
import { queriesThatRead } from './live.ts';
import { syncIdle } from '../test-support/fixture-home.ts';

test('a change reruns exactly the queries that read the collection', () => {
  const names = queriesThatRead(['partner_bills']);
  expect(names.has('home.amountsDue')).toBe(true);
  expect(names.has('home.quota')).toBe(false);
  for (const name of names) {
    const definition = contract[name as 'home.amountsDue'];
    expect(definition.kind === 'query' && definition.reads.includes('partner_bills')).toBe(true);
  }
  expect(queriesThatRead([]).size).toBe(0);
});

test('errors of the transport become coded ones', () => {
  const coded = new CodedError('DISK_FULL');
  expect(codedFrom(coded)).toBe(coded);
  expect(codedFrom(new Error('socket hang up')).code).toBe('INTERNAL');
});

test('the frame: held asks before offline, offline outranks failed', () => {
  const [first, ...rest] = syncIdle.steps;
  if (first === undefined) throw new TypeError('no steps');
  expect(shownState(syncIdle)).toBe('idle');
  expect(shownState({ ...syncIdle, state: 'failed' })).toBe('failed');
  expect(shownState({ ...syncIdle, state: 'failed', offlineSince: 1 })).toBe('offline');
  expect(shownState({ ...syncIdle, state: 'offline', steps: [{ ...first, state: 'held' }, ...rest] })).toBe(
    'held',
  );
  expect(shownState({ ...syncIdle, state: 'running', steps: [{ ...first, state: 'held' }, ...rest] })).toBe(
    'running',
  );
});

test('an address is plain text: empty values are not written', () => {
  expect(writeAddress({ search: '深 圳', empty: '', absent: undefined })).toBe('?search=%E6%B7%B1+%E5%9C%B3');
  expect(parseAddress('?search=%E6%B7%B1+%E5%9C%B3')).toEqual({ search: '深 圳' });
  expect(writeAddress({})).toBe('');
});
