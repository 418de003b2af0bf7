import { readFileSync } from 'node:fs';
import type { Language, Program } from './contract.ts';
import { preparing, type Runner, writing } from './people.ts';

const commands: Record<string, string[]> = {
  pytest: ['python3', '-m', 'pytest', '-q', '-x'],
  unittest: ['python3', '-m', 'unittest'],
  go: ['go', 'test', '-timeout', '10s', './...'],
};

/** Programs of several files: `#### name runner`, and parts that begin with `---- `: file, was (both with a path), slip, held (a test file). */
export function readSeveral(text: string): [Language, Program[]][] {
  return text
    .split(/^#### /m)
    .slice(1)
    .map((part) => {
      const [head = '', ...rest] = part.split('\n');
      const [name = '', runner = ''] = head.split(' ');
      const files: Record<string, string> = {};
      const held: Record<string, string> = {};
      let file = '';
      let was = '';
      let slip = '';
      for (const one of rest
        .join('\n')
        .split(/^---- /m)
        .slice(1)) {
        const end = one.indexOf('\n');
        const [kind = '', path = ''] = one.slice(0, end).split(' ');
        const body = one.slice(end + 1);
        if (kind === 'file') files[path] = body;
        else if (kind === 'held') held[path] = body;
        else if (kind === 'was') [file, was] = [path, body.replace(/\n$/, '')];
        else slip = body.replace(/\n$/, '');
      }
      return [languageOf(runner, file, files), [programOf(name, files[file] ?? '', [was, slip], held)]];
    });
}

const programOf = (
  name: string,
  source: string,
  slip: [string, string],
  heldTests: Record<string, string>,
): Program => ({
  name,
  source,
  slips: [slip],
  calls: [],
  held: [],
  heldTests,
});

function languageOf(runner: string, file: string, files: Record<string, string>): Language {
  const command = commands[runner];
  const extension = file.endsWith('.ts') ? 'ts' : 'js';
  const { testing, more = {} } = command ? { testing: command } : writing(runner as Runner, extension);
  return {
    name: command ? runner : `${runner} ${extension}`,
    file,
    testing: command ?? ['node', ...testing],
    files: ({ source }) => ({ ...files, ...more, [file]: source }),
    prepare: command ? undefined : preparing(runner as Runner),
    asking: () => ({ argv: [], files: {} }),
  };
}

export const severalOf = (name: string) =>
  readSeveral(readFileSync(new URL(`several/${name}.txt`, import.meta.url), 'utf8'));
