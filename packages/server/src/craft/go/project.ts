import { render } from '../emit/templates.ts';
import type { GeneratedFile, Requirements } from '../requirements.ts';
import { modulePath } from './source.ts';

/** What every project for Go has: nothing is fetched to build or test it. */
export function goBasics(requirements: Requirements, ignored: readonly string[] = []): GeneratedFile[] {
  const ci = requirements.features.some((feature) => feature.name === 'ci');
  const values = { path: modulePath(requirements.name), ignored };
  return [
    { path: 'go.mod', content: render('go/go.mod', values) },
    { path: '.gitignore', content: render('go/gitignore', values) },
    ...(ci ? [{ path: '.github/workflows/ci.yml', content: render('go/ci.yml', values) }] : []),
  ];
}

/** The files as gofmt writes them, as far as blank lines go, sorted by path. */
export function goTidied(files: readonly GeneratedFile[]): GeneratedFile[] {
  return files
    .map((file) => ({
      ...file,
      content: file.content
        .replace(/[ \t]+$/gm, '')
        .replace(/\n{3,}/g, '\n\n')
        .replace(/\{\n\n/g, '{\n')
        .replace(/^\n+/, '')
        .replace(/\n+$/, '\n'),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Text as a comment, in lines of 100 characters at most. */
export function docComment(text: string): string {
  const lines: string[] = [];
  let line = '//';
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > 100 && line !== '//') {
      lines.push(line);
      line = '//';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\n');
}
