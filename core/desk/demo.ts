import path from 'node:path';

/** The demo partner: always the same one. */
export const DEMO = { customers: 300, months: 24, seed: 20_260_701 } as const;

/** Its workspace's name; screens show their own words for the kind. */
export const DEMO_NAME = 'Demo partner';

/** Where the demo's sandbox writes its usage and bill files: the workspace's own folder. */
export const demoFiles = (dir: string): string => path.join(dir, 'demo-files');
