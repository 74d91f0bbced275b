/**
 * Where a window was: size, place, display, maximised, zoom. Kept in one small file that may be missing, cut short or
 * from a machine with other monitors; a window always ends up where it can be seen.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Smallest window the screens are designed for, and the one of the first start. */
export const MINIMUM = { width: 1024, height: 700 } as const;
export const FIRST = { width: 1440, height: 900 } as const;

const pixels = z.int().min(-100_000).max(100_000);

const windowState = z.object({
  x: pixels,
  y: pixels,
  width: z.int().min(200).max(100_000),
  height: z.int().min(200).max(100_000),
  displayId: z.number(),
  maximised: z.boolean(),
  zoom: z.number().min(0.25).max(5),
});
export type WindowState = z.infer<typeof windowState>;

/** The kept state, or undefined when there is none that can be read. */
export function readState(file: string): WindowState | undefined {
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // first start, or a file we cannot use: the defaults are fine
  }
}

/** Keeps the state; written aside and renamed, so that a crash leaves the old one. */
export function writeState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}

/** Enough of the title bar to take hold of: 120 × 40 pixels inside a work area. */
function isReachable(place: Rectangle, area: Rectangle): boolean {
  const width = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  return width >= 120 && place.y >= area.y && place.y <= area.y + area.height - 40;
}

type Size = Pick<Rectangle, 'width' | 'height'>;

/** Not smaller than the screens are made for, not larger than the display. */
function fit(wanted: Size, area: Rectangle): Size {
  return {
    width: Math.min(Math.max(wanted.width, MINIMUM.width), area.width),
    height: Math.min(Math.max(wanted.height, MINIMUM.height), area.height),
  };
}

/**
 * Bounds for a window: the kept place when it can be reached on a present display, else centred on the primary one;
 * never larger than the display. `displays[0]` is the primary display's work area.
 */
export function placeWindow(kept: Rectangle | undefined, displays: readonly Rectangle[]): Rectangle {
  if (kept !== undefined) {
    const places = displays.map((area) => ({ area, place: { x: kept.x, y: kept.y, ...fit(kept, area) } }));
    const found = places.find(({ area, place }) => isReachable(place, area));
    if (found !== undefined) return found.place;
  }
  const primary = displays[0];
  const wanted = kept ?? FIRST;
  if (primary === undefined) return { x: 0, y: 0, width: wanted.width, height: wanted.height };
  const { width, height } = fit(wanted, primary);
  return {
    x: primary.x + Math.round((primary.width - width) / 2),
    y: primary.y + Math.round((primary.height - height) / 2),
    width,
    height,
  };
}
