import { render } from '../emit/templates.ts';
import type { GeneratedFile, Requirements } from '../requirements.ts';
import { packageName } from './source.ts';

interface Basics {
  /** What is said of code that is not safe. */
  unsafety?: string;
  /** Further files that are not committed. */
  ignored?: readonly string[];
  /** Whether it keeps passwords, in a crate of their own. */
  password?: boolean;
}

/** What every project for Rust has: the standard library is all that it builds with. */
export function rustBasics(
  requirements: Requirements,
  { unsafety = 'forbid', ignored = [], password = false }: Basics = {},
): GeneratedFile[] {
  const ci = requirements.features.some((feature) => feature.name === 'ci');
  const description = JSON.stringify(requirements.summary.replaceAll(/\s+/g, ' '));
  const values = { name: packageName(requirements.name), description, unsafety, password };
  return [
    { path: 'Cargo.toml', content: render('rust/Cargo.toml', values) },
    { path: 'Cargo.lock', content: render('rust/Cargo.lock', values) },
    ...(password
      ? [
          { path: 'crates/password/Cargo.toml', content: render('rust/password/Cargo.toml', values) },
          { path: 'crates/password/src/lib.rs', content: render('rust/password/lib.rs', values) },
          { path: 'crates/password/src/sha256.rs', content: render('rust/sha256.rs', values) },
        ]
      : []),
    { path: '.gitignore', content: ['/target', ...ignored].map((line) => `${line}\n`).join('') },
    ...(ci ? [{ path: '.github/workflows/ci.yml', content: render('rust/ci.yml', values) }] : []),
  ];
}

/** The files as rustfmt writes them, as far as blank lines go, sorted by path. */
export function rustTidied(files: readonly GeneratedFile[]): GeneratedFile[] {
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
export function docComment(text: string, mark: '///' | '//!'): string {
  const lines: string[] = [];
  let line: string = mark;
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > 100 && line !== mark) {
      lines.push(line);
      line = mark;
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\n');
}
