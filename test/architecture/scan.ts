import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { forbiddenGlobals, LINES_PER_FILE, reserved, type Rule, rules } from './rules.ts';

/** A source file of the project: its path from the root, with forward slashes, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const IMPORT =
  /(?:^|[\n;])\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\brequire\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every import of a source: the specifier, resolved to a project path when it is relative, and whether only types come. */
export function importsOf(source: Source): { to: string; relative: boolean; typeOnly: boolean }[] {
  return [...source.text.matchAll(IMPORT)].map((match) => {
    const specifier = match[2] ?? match[3] ?? match[4] ?? '';
    const relative = specifier.startsWith('.');
    return {
      to: relative
        ? path.posix.normalize(path.posix.join(path.posix.dirname(source.path), specifier))
        : specifier,
      relative,
      typeOnly: match[1] !== undefined,
    };
  });
}

/** Source files that git knows or would add, tests left out. */
export function projectSources(root: string): Source[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts', '*.tsx', '*.mts', '*.css'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  return listed
    .split('\n')
    .filter((file) => file !== '')
    .flatMap((file) => {
      try {
        return [{ path: file, text: readFileSync(path.join(root, file), 'utf8') }];
      } catch {
        return []; // deleted in the working tree, not yet in the index
      }
    });
}

const isTest = (file: string): boolean => /\.(test|spec)\.tsx?$|\/(test-support|testing)\//.test(file);

function allowed(rule: Rule, source: Source, to: string): boolean {
  const match = rule.from.exec(source.path);
  return rule.files.some((pattern) => {
    const own = new RegExp(pattern.source.replaceAll('$1', match?.[1] ?? '\u0000'), pattern.flags);
    return own.test(to);
  });
}

/** One sentence per broken rule; empty when the house is in order. */
export function violations(sources: readonly Source[]): string[] {
  const found: string[] = [];
  for (const source of sources) {
    if (source.path.endsWith('.css')) continue;
    if (source.text.split('\n').length - 1 > LINES_PER_FILE)
      found.push(`${source.path}: more than ${LINES_PER_FILE} lines`);
    if (isTest(source.path) || !source.path.includes('/')) continue;
    const rule = rules.find((candidate) => candidate.from.test(source.path));
    if (!rule) {
      found.push(`${source.path}: no rule names this place`);
      continue;
    }
    for (const { to, relative, typeOnly } of importsOf(source)) {
      if (relative && !allowed(rule, source, to)) found.push(`${source.path} imports ${to}: ${rule.name}`);
      if (relative) continue;
      if (rule.packages !== 'any' && !typeOnly && !rule.packages.some((p) => p.test(to)))
        found.push(`${source.path} imports ${to}: ${rule.name}`);
      for (const { package: name, only, why } of reserved) {
        if (name.test(to) && !only.test(source.path) && !/^(build|test)\//.test(source.path))
          found.push(`${source.path} imports ${to}: ${why}`);
      }
    }
    for (const { pattern, where, except, why } of forbiddenGlobals) {
      const code = source.text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
      if (where.test(source.path) && !except.test(source.path) && pattern.test(code))
        found.push(`${source.path} uses ${pattern.exec(code)?.[0]}: ${why}`);
    }
  }
  return found;
}
