/**
 * Who may import whom (architecture record, section 2), as data. The first rule whose `from` matches a file decides;
 * a file that no rule names is an error, so that a new room must be placed before it can be used.
 */
export interface Rule {
  readonly name: string;
  readonly from: RegExp;
  /** Project files it may import. */
  readonly files: readonly RegExp[];
  /** Packages and Node modules it may import; `any` for rooms that only start things. */
  readonly packages: readonly RegExp[] | 'any';
}

const base = /^core\/base\//;
const contract = /^core\/contract\//;
const storage = /^core\/storage\//;
/** What a list that can leave as a file is: the areas write theirs in its terms. */
const exportDefinition = /^core\/exports\/definition\.ts$/;
const node = /^node:/;
const zod = /^zod$/;

export const rules: readonly Rule[] = [
  { name: 'base imports nothing', from: /^core\/base\//, files: [base], packages: [] },
  {
    name: 'the contract imports base and zod',
    from: /^core\/contract\//,
    files: [contract, base],
    packages: [zod],
  },
  {
    name: 'rules of an area are pure',
    from: /^core\/areas\/[^/]+\/(rules|.*[./]rules)(\/|\.ts$)/,
    files: [base, contract, /^core\/areas\/[^/]+\/(rules|.*[./]rules)(\/|\.ts$)/],
    packages: [],
  },
  {
    name: 'the register of areas may see every area',
    from: /^core\/areas\/[^/]+\.ts$/,
    files: [/^core\/areas\//, exportDefinition, storage, base, contract],
    packages: [zod, node, /^kysely$/, /^pinyin-pro$/],
  },
  {
    name: 'an area imports itself, storage, base, the contract and what other areas share',
    from: /^core\/areas\/([^/]+)\//,
    files: [
      /^core\/areas\/$1\//,
      /^core\/areas\/[^/]+\/(shared|rules)\.ts$/,
      /^core\/areas\/[^/]+\/rules\//,
      /^core\/areas\/[^/]+\.ts$/,
      exportDefinition,
      storage,
      base,
      contract,
    ],
    packages: [zod, /^kysely$/, /^pinyin-pro$/],
  },
  {
    name: 'the lines store alone knows DuckDB',
    from: /^core\/storage\/lines\//,
    files: [storage, base, contract],
    packages: [node, zod, /^@duckdb\/node-api$/],
  },
  {
    name: 'storage imports base and its own',
    from: /^core\/storage\//,
    files: [storage, base, contract],
    packages: [node, zod, /^better-sqlite3$/, /^kysely$/, /^lossless-json$/],
  },
  {
    name: 'sources import base and the contract',
    from: /^core\/sources\//,
    files: [/^core\/sources\//, /^core\/imports\//, storage, base, contract],
    packages: [node, zod, /^lossless-json$/],
  },
  {
    name: 'sync imports storage, base, and the interface of sources',
    from: /^core\/sync\//,
    files: [/^core\/sync\//, /^core\/sources\//, storage, base, contract],
    packages: [node, zod, /^lossless-json$/],
  },
  {
    name: 'imports',
    from: /^core\/imports\//,
    // A source names the import road it needs; core/imports gives one.
    files: [
      /^core\/imports\//,
      /^core\/sources\/usage-files\/importer\.ts$/,
      exportDefinition,
      storage,
      base,
      contract,
    ],
    packages: [node, zod, /^tar-stream$/, /^yauzl$/, /^hucre\/xlsx$/],
  },
  {
    name: 'exports write what the areas define',
    from: /^core\/exports\//,
    files: [/^core\/exports\//, /^core\/areas\/context\.ts$/, storage, base, contract],
    packages: [node, zod],
  },
  {
    name: 'the sandbox stands alone',
    from: /^core\/sandbox\//,
    files: [/^core\/sandbox\//, base, contract],
    packages: [node, zod, /^tar-stream$/, /^lossless-json$/],
  },
  {
    name: 'rpc serves the contract',
    from: /^core\/rpc\//,
    files: [/^core\/rpc\//, /^core\/desk\//, base, contract],
    packages: [node, zod, /^ws$/, /^@orpc\/(server|contract)(\/|$)/],
  },
  {
    name: 'ways to start',
    from: /^core\/(main-[^/]+\.ts|cli\/|desk\/)/,
    files: [/^core\//],
    packages: 'any',
  },
  {
    name: 'screens see the contract and base only',
    from: /^renderer\//,
    files: [/^renderer\//, base, contract],
    packages: 'any',
  },
  {
    name: 'the shell sees types of the contract only',
    from: /^electron\//,
    files: [/^electron\//, contract, base],
    // zod: what comes from a page or from a file is checked at the border.
    packages: [node, /^electron$/, /^zod$/],
  },
  { name: 'build and tests may see everything', from: /^(build|test)\//, files: [/./], packages: 'any' },
];

/** Packages that only the named files may import, anywhere in the product. */
export const reserved: readonly { readonly package: RegExp; readonly only: RegExp; readonly why: string }[] =
  [
    { package: /^@duckdb\//, only: /^core\/storage\/lines\//, why: 'core/storage/lines alone knows DuckDB' },
    {
      package: /^better-sqlite3$/,
      only: /^core\/storage\//,
      why: 'core/storage is the one owner of the files',
    },
    { package: /^@orpc\/server/, only: /^core\/rpc\/server\.ts$/, why: 'oRPC is imported in two files only' },
    {
      package: /^@orpc\/client/,
      only: /^renderer\/app\/client\.ts$/,
      why: 'oRPC is imported in two files only',
    },
    { package: /^electron$/, only: /^electron\//, why: 'the shell alone knows Electron' },
    { package: /^@mantine\//, only: /^renderer\/(ui|app)\//, why: 'Mantine is wrapped once, in renderer/ui' },
    { package: /^recharts$/, only: /^renderer\/ui\//, why: 'charts are drawn in renderer/ui' },
  ];

/** Globals that core rules take as parameters instead (time, chance). */
export const forbiddenGlobals: readonly {
  readonly pattern: RegExp;
  readonly where: RegExp;
  readonly except: RegExp;
  readonly why: string;
}[] = [
  {
    pattern: /\bDate\.now\(|\bMath\.random\(|\bnew Date\(\)|(?<![\w.])set(?:Timeout|Interval)\(/,
    where: /^core\/(areas|sync|sources|storage|imports|exports|contract|base)\//,
    except: /^core\/base\/(clock|random)\.ts$/,
    why: 'time and chance are parameters of the core',
  },
];

export const LINES_PER_FILE = 400;
