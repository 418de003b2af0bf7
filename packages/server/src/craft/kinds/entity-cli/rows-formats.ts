import type { Requirements } from '../../requirements.ts';

/** Files that people read in which a tool can keep its rows. */

export const rowsFormats = ['json', 'csv'] as const;
type Format = (typeof rowsFormats)[number];

/** Whether a tool in this language keeps rows so. */
export function keepsRowsFile(language: Requirements['language'], _format: Format): boolean {
  return language === 'typescript' || language === 'javascript' || language === 'python';
}

/** Whether the rows fit: CSV has one table. */
export function fitsRowsFile({ entities, relations }: Requirements, format: Format): boolean {
  const refers = entities.some(({ fields }) => fields.some(({ references }) => references !== undefined));
  return format === 'json' || (entities.length === 1 && relations.length === 0 && !refers);
}
