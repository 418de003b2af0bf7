// Writes the parts of docs/ that come from the code, or with --check says which of them are out of step.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '../packages/protocol/src/api.ts';
import type { RouteDefinition } from '../packages/protocol/src/route.ts';
import { describeSettings } from '../packages/server/src/config.ts';
import { describeCommands } from '../packages/server/src/cli/describe.ts';
import { isWrittenIn, modules } from '../packages/server/src/craft/modules/library.ts';

const root = join(import.meta.dirname, '..');

function configuration(): string {
  const rows = describeSettings().map(
    ({ path, variable, default: value, meaning }) =>
      `| \`${path}\` | \`${JSON.stringify(value)}\` | ${variable ? `\`${variable}\`` : ''} | ${meaning.replaceAll('|', '\\|')} |`,
  );
  return ['| setting | default | variable | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function commands(): string {
  return describeCommands()
    .map(({ usage, about, options }) =>
      [
        `### \`${usage}\``,
        '',
        about,
        ...(options.length > 0
          ? [
              '',
              '| flag | meaning |',
              '|---|---|',
              ...options.map(
                (option) => `| \`${option.flags.replaceAll('|', '\\|')}\` | ${option.about.replaceAll('|', '\\|')} |`,
              ),
            ]
          : []),
      ].join('\n'),
    )
    .join('\n\n');
}

function routeTable(): string {
  const rows = Object.values<RouteDefinition>(routes).map(
    ({ method, path, summary, query, role = 'anybody' }) =>
      `| ${method} | \`${path}\`${query ? ` ?${Object.keys(query.shape).join(', ')}` : ''} | ${role} | ${summary} |`,
  );
  return ['| | route | least role | |', '|---|---|---|---|', ...rows].join('\n');
}

function moduleTable(): string {
  const languages: [title: string, language: Parameters<typeof isWrittenIn>[1]][] = [
    ['TypeScript', 'typescript'],
    ['Python', 'python'],
    ['Go', 'go'],
    ['Rust', 'rust'],
  ];
  const rows = modules()
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((module) => {
      const cells = languages.map(([, language]) => (isWrittenIn(module, language) ? 'yes' : ''));
      return `| ${[`${module.title} (\`${module.id}\`)`, ...cells].join(' | ')} |`;
    });
  return [`| module | ${languages.map(([title]) => title).join(' | ')} |`, '|---|---|---|---|---|', ...rows].join('\n');
}

/** Generated text stands between `<!-- generated -->` and `<!-- end -->`; the words around it are written by hand. */
const files: Record<string, () => string> = {
  'docs/configuration.md': configuration,
  'docs/cli.md': commands,
  'docs/api.md': routeTable,
  'docs/languages.md': moduleTable,
};

let stale = 0;
for (const [name, generate] of Object.entries(files)) {
  const file = join(root, name);
  const old = existsSync(file) ? readFileSync(file, 'utf8') : '<!-- generated -->\n<!-- end -->\n';
  const next = old.replace(
    /<!-- generated -->[\s\S]*<!-- end -->/,
    () => `<!-- generated -->\n${generate()}\n<!-- end -->`,
  );
  if (next === old) continue;
  if (process.argv.includes('--check')) {
    stale += 1;
    process.stdout.write(`${name} is out of step; run: npm run docs\n`);
  } else {
    writeFileSync(file, next);
    process.stdout.write(`wrote ${name}\n`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;
