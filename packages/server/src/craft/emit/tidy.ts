import type { GeneratedFile } from '../requirements.ts';
import { reflow } from './reflow.ts';

/** The files of a project as they are written: gaps of parts that were left out closed, long lines broken, sorted by path. */
export function tidied(files: readonly GeneratedFile[]): GeneratedFile[] {
  return files.map(tidy).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function tidy(file: GeneratedFile): GeneratedFile {
  const content = (file.path.endsWith('.ts') ? reflow(file.content) : file.content)
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .replace(/\{\n\n/g, '{\n')
    .replace(/\n+$/, '\n');
  return { ...file, content };
}
