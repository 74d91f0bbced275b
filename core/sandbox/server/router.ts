import { partnerCenterApi, type ApiOperation } from '../../contract/partner-center/api.ts';

interface Route {
  readonly operation: ApiOperation;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function routeOf(operation: ApiOperation): Route {
  const names: string[] = [];
  const source = operation.path
    .split('/')
    .map((segment) => {
      const match = /^\{(.+)\}$/.exec(segment);
      if (!match) return escape(segment);
      names.push(match[1] ?? '');
      return '([^/]+)';
    })
    .join('/');
  return { operation, pattern: new RegExp(`^${source}$`), names };
}

// Paths without parameters first, so that a fixed word is never taken for one.
const routes = partnerCenterApi.operations.map(routeOf).sort((a, b) => a.names.length - b.names.length);

export interface Match {
  readonly operation: ApiOperation;
  readonly path: Readonly<Record<string, string>>;
}

/** The operation at a method and path, with the parameters of the path; null when there is none. */
export function match(method: string, path: string): Match | null {
  for (const route of routes) {
    if (route.operation.method !== method) continue;
    const found = route.pattern.exec(path);
    if (found) {
      const values = route.names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? '')] as const);
      return { operation: route.operation, path: Object.fromEntries(values) };
    }
  }
  return null;
}
