import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIRST, placeWindow, readState, writeState } from './window-state.ts';

const MAIN = { x: 0, y: 0, width: 1920, height: 1040 };
const LEFT = { x: -1920, y: 0, width: 1920, height: 1080 };

test('the first window is centred on the primary display and fits on it', () => {
  expect(placeWindow(undefined, [MAIN])).toEqual({ x: 240, y: 70, ...FIRST });
  const small = { x: 0, y: 0, width: 1280, height: 720 };
  expect(placeWindow(undefined, [small])).toEqual(small);
});

test('a kept place is used as long as it can be reached, on any display', () => {
  const kept = { x: -1800, y: 40, width: 1200, height: 800 };
  expect(placeWindow(kept, [MAIN, LEFT])).toEqual(kept);
  expect(placeWindow(kept, [MAIN])).toEqual({ x: 360, y: 120, width: 1200, height: 800 });
});

test('the title bar can always be taken hold of, whatever was kept', () => {
  const part = fc.integer({ min: -100_000, max: 100_000 });
  const size = fc.integer({ min: 200, max: 100_000 });
  fc.assert(
    fc.property(part, part, size, size, (x, y, width, height) => {
      const place = placeWindow({ x, y, width, height }, [MAIN, LEFT]);
      const reachable = [MAIN, LEFT].some((area) => {
        const overlap = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
        return overlap >= 120 && place.y >= area.y && place.y < area.y + area.height;
      });
      expect(reachable).toBe(true);
    }),
  );
});

test('the state file: kept whole, and unreadable ones are no state', () => {
  const folder = mkdtempSync(join(tmpdir(), 'partner-desk-window-'));
  try {
    const file = join(folder, 'new', 'window.json');
    expect(readState(file)).toBeUndefined();
    const state = { x: 1, y: 2, width: 1200, height: 800, displayId: 7, maximised: true, zoom: 1.25 };
    writeState(file, state);
    expect(readState(file)).toEqual(state);
    expect(readdirSync(join(folder, 'new'))).toEqual(['window.json']);
    for (const text of ['', '{', '[]', '{"x":1}', JSON.stringify({ ...state, zoom: 99 })]) {
      writeFileSync(file, text);
      expect(readState(file), text).toBeUndefined();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
