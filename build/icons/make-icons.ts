/**
 * Draws the app's icon and writes it in the containers the systems want: `node build/icons/make-icons.ts`.
 * A pure generator, so that the icon can be changed by a person with an editor: a rounded square in the accent colour,
 * three bars and the desk's edge below them.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [number, number, number];

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly colour: Colour;
}

const GROUND: Colour = [29, 92, 184];
const PAPER: Colour = [255, 255, 255];

/** In units of the icon's edge. Later shapes cover earlier ones. */
const SHAPES: readonly Box[] = [
  { x: 0.06, y: 0.06, width: 0.88, height: 0.88, radius: 0.19, colour: GROUND },
  { x: 0.24, y: 0.48, width: 0.13, height: 0.19, radius: 0.02, colour: PAPER },
  { x: 0.435, y: 0.36, width: 0.13, height: 0.31, radius: 0.02, colour: PAPER },
  { x: 0.63, y: 0.24, width: 0.13, height: 0.43, radius: 0.02, colour: PAPER },
  { x: 0.18, y: 0.73, width: 0.64, height: 0.055, radius: 0.0275, colour: PAPER },
];

function contains(box: Box, x: number, y: number): boolean {
  const dx = Math.max(box.x + box.radius - x, x - (box.x + box.width - box.radius), 0);
  const dy = Math.max(box.y + box.radius - y, y - (box.y + box.height - box.radius), 0);
  const inside = x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
  return inside && dx * dx + dy * dy <= box.radius * box.radius + 1e-12;
}

/** RGBA of one pixel, averaged over 4 × 4 points. */
function pixel(column: number, row: number, size: number): [number, number, number, number] {
  const sum = [0, 0, 0, 0] as [number, number, number, number];
  for (let part = 0; part < 16; part += 1) {
    const x = (column + (part % 4) / 4 + 0.125) / size;
    const y = (row + Math.floor(part / 4) / 4 + 0.125) / size;
    const shape = SHAPES.findLast((box) => contains(box, x, y));
    if (shape === undefined) continue;
    sum[0] += shape.colour[0];
    sum[1] += shape.colour[1];
    sum[2] += shape.colour[2];
    sum[3] += 1;
  }
  const covered = Math.max(sum[3], 1);
  return [sum[0] / covered, sum[1] / covered, sum[2] / covered, (sum[3] / 16) * 255].map(Math.round) as never;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** The icon as PNG, `size` × `size` pixels, RGBA. */
export function drawPng(size: number): Buffer {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      rows.set(pixel(column, row, size), row * (size * 4 + 1) + 1 + column * 4);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(rows, { level: 9 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Windows: a directory of PNG pictures. */
export function ico(pictures: ReadonlyMap<number, Buffer>): Buffer {
  const head = Buffer.alloc(6 + pictures.size * 16);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.size, 4);
  let at = 6;
  let offset = head.length;
  for (const [size, png] of pictures) {
    head.set([size % 256, size % 256, 0, 0, 1, 0, 32, 0], at);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    at += 16;
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.values()]);
}

/** macOS: types of the container and the size each one holds. */
const ICNS_TYPES: readonly (readonly [string, number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

export function icns(pictures: ReadonlyMap<number, Buffer>): Buffer {
  const entries = ICNS_TYPES.map(([type, size]) => {
    const png = pictures.get(size) ?? Buffer.alloc(0);
    const head = Buffer.alloc(8);
    head.write(type, 0, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'latin1');
  head.writeUInt32BE(8 + entries.reduce((sum, entry) => sum + entry.length, 0), 4);
  return Buffer.concat([head, ...entries]);
}

export function makeIcons(folder: string): void {
  const sizes = [16, 32, 48, 64, 128, 256, 512, 1024];
  const pictures = new Map(sizes.map((size) => [size, drawPng(size)]));
  writeFileSync(join(folder, 'icon.png'), pictures.get(1024) ?? '');
  writeFileSync(join(folder, 'icon.ico'), ico(new Map([...pictures].filter(([size]) => size <= 256))));
  writeFileSync(join(folder, 'icon.icns'), icns(pictures));
}

if (import.meta.main) makeIcons(import.meta.dirname);
