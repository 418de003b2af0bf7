import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blueprintFor } from '../../packages/server/src/craft/kinds/registry.ts';
import { understand } from '../../packages/server/src/craft/understand/understand.ts';
import { findProgram } from '../../packages/server/src/sandbox/layout.ts';
import type { Stand } from './measure.ts';
import type { Language } from './operators.ts';

export interface Project {
  name: string;
  language: Language;
  files: Map<string, string>;
}

type Make = (stand: Stand, scratch: string) => Promise<Map<string, string>>;

/** Generated projects, packages of the registry with their own sources and tests, and small ones with what those lack. */
const all: readonly [name: string, language: Language, make: Make][] = [
  [
    'library API',
    'typescript',
    generated('a REST API for a library: books, authors, members, loans; a member borrows at most 5 books'),
  ],
  [
    'LRU library',
    'typescript',
    generated('a TypeScript library: an LRU cache with TTL and a token bucket rate limiter'),
  ],
  ['duration CLI', 'javascript', generated('a command line tool in JavaScript that parses and formats durations')],
  ['kiosk', 'javascript', here('kiosk')],
  ['process-warning', 'javascript', published('process-warning', 'c8 --100 node --test')],
  ['safe-regex2', 'javascript', published('safe-regex2', 'node --test')],
  ['@fastify/error', 'javascript', published('@fastify/error', 'node --test')],
  ['ledger', 'python', here('ledger')],
  ['Python library', 'python', generated('a Python library that validates IBANs and formats durations')],
  [
    'Python service',
    'python',
    generated('a REST API in Python for a tool shed: tools, members, loans; a member borrows at most 3 tools'),
  ],
  ['stock', 'go', here('stock-go')],
];

/** Those that can be made and run here: Go projects only where there is Go. */
export async function projectsOf(stand: Stand, scratch: string, names?: readonly string[]): Promise<Project[]> {
  const found: Project[] = [];
  for (const [name, language, make] of all) {
    if (names && !names.includes(name)) continue;
    if (language === 'go' && findProgram('go', '/usr/local/go/bin:/usr/local/bin:/usr/bin:/bin') === null) continue;
    found.push({ name, language, files: await make(stand, scratch) });
  }
  return found;
}

/** A project of the craft, from a description, with the versions of today. */
function generated(description: string): Make {
  return async ({ registry }) => {
    const understanding = understand(description, { constraints: {}, preferences: {} });
    if (understanding.verdict !== 'understood') throw new Error(`Not understood: ${description}`);
    const { requirements } = understanding;
    const blueprint = await blueprintFor(requirements);
    if (!blueprint) throw new Error(`Not built: ${requirements.kind} in ${requirements.language}`);
    const found = await registry.resolve(blueprint.packageNeeds(requirements), AbortSignal.timeout(60_000));
    const versions = Object.fromEntries(found.map((one) => [one.name, one.version]));
    const files = blueprint.generateProject(requirements, versions);
    return new Map(files.map(({ path, content }) => [path, content]));
  };
}

function here(name: string): Make {
  return async () => filesOf(join(import.meta.dirname, 'projects', name));
}

/** A package as it is published. `tests`: the part of its test command that needs no browser, no benchmark and no other tool. */
function published(name: string, tests: string): Make {
  return async (_stand, scratch) => {
    const folder = mkdtempSync(join(scratch, 'package-'));
    const packed = execFileSync('npm', ['pack', name, '--silent', '--pack-destination', folder], {
      encoding: 'utf8',
    }).trim();
    const root = join(folder, 'root');
    mkdirSync(root);
    execFileSync('tar', ['-xzf', join(folder, packed.split('\n').at(-1) ?? ''), '-C', root, '--strip-components=1']);
    const files = filesOf(root);
    const manifest = JSON.parse(files.get('package.json') ?? '{}') as {
      scripts?: Record<string, string>;
      devDependencies?: Record<string, string>;
    };
    manifest.scripts = { ...manifest.scripts, test: tests };
    for (const unused of ['benchmark', 'jest', 'tstyche', 'tsd']) delete manifest.devDependencies?.[unused];
    files.set('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
    for (const path of files.keys()) if (/jest|^benchmarks?\/|\.tst\.ts$/.test(path)) files.delete(path);
    return files;
  };
}

function filesOf(root: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /node_modules|__pycache__/.test(entry.parentPath)) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(root.length + 1), readFileSync(path, 'utf8'));
  }
  return files;
}
