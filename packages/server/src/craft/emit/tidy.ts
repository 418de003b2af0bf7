import type { GeneratedFile } from '../requirements.ts';
import { reflow } from './reflow.ts';

/**
 * The files of a project as they are written: gaps of parts that were left out closed, sorted by path. `reflowed` breaks long
 * lines too, for what our own emitters wrote; whole sources are left to the project's formatter.
 */
export function tidied(files: readonly GeneratedFile[], reflowed = false): GeneratedFile[] {
  return files.map((file) => tidy(file, reflowed)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function tidy(file: GeneratedFile, reflowed: boolean): GeneratedFile {
  const content = (reflowed && file.path.endsWith('.ts') ? reflow(file.content) : file.content)
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .replace(/\{\n\n/g, '{\n')
    .replace(/\n+$/, '\n');
  return { ...file, content };
}
