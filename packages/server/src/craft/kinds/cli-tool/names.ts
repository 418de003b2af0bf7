import type { Requirements } from '../../requirements.ts';

/** The variable that names where a tool keeps its data: `URL_SHORTENER_DATA`. */
export function dataVariable({ name }: Pick<Requirements, 'name'>): string {
  return `${name.replaceAll('-', '_').toUpperCase()}_DATA`;
}
