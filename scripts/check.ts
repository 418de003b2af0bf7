// `npm run check`: everything that can be said about the sources without running them. Each check is one line of output.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);

interface Check {
  name: string;
  run: () => string[] | Promise<string[]>;
}

function command(...argv: [string, ...string[]]): () => Promise<string[]> {
  return async () => {
    const child = spawn(argv[0], argv.slice(1), { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    const [status, ...said] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    return status === 0 ? [] : [said.join('').trim() || `${argv[0]} ended with ${status}`];
  };
}

function sources(): string[] {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', 'packages', 'scripts', 'bench'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.stdout.split('\n').filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('/blueprints/'));
}

const isTest = (file: string) => /\.test\.ts$|\/testing[^/]*\.ts$|\/testing\/|\/fixtures\/|conformance\.ts$/.test(file);

function fileSizes(): string[] {
  const limit = (file: string) => (file.endsWith('agents/loop.ts') ? 250 : 400);
  return sources()
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }))
    .filter(({ file, lines }) => lines > limit(file))
    .map(({ file, lines }) => `${file} has ${lines} lines; the limit is ${limit(file)}`);
}

/** Hazards with one home each: the pattern may stand only in files that `home` matches. */
const hazards: { what: string; pattern: RegExp; home: RegExp }[] = [
  // The two probes are programs, as text, that run inside the sandbox and read the environment there.
  {
    what: 'process.env is read in config.ts',
    pattern: /\bprocess\.env\b/,
    home: /^packages\/server\/src\/(config|gates\/start-probe|sandbox\/probe)\.ts$/,
  },
  // What the craft writes and the healers mend is the SQL of other programs.
  {
    what: 'SQL stands in storage/',
    pattern: /\b(SELECT .+ FROM|INSERT INTO|UPDATE .+ SET|DELETE FROM|CREATE TABLE)\b/,
    home: /\/src\/(storage|craft\/(domain|kinds|postgres|python)|repair\/healers)\//,
  },
  // TypeScript lets them through, and the oldest Node that is supported cannot read them.
  { what: 'no flags within an expression', pattern: /\(\?(?:[ims]+(?:-[ims]+)?|-[ims]+):/, home: /^$/ },
  { what: 'no empty catch', pattern: /catch\s*(\([^)]*\))?\s*\{\s*\}|\.catch\(\(\)\s*=>\s*\{\s*\}\)/, home: /^$/ },
];

function hazardHomes(): string[] {
  const found: string[] = [];
  for (const file of sources().filter((file) => /^packages\/.*\/src\//.test(file) && !isTest(file))) {
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      if (/^\s*(\*|\/\/|\/\*)/.test(line)) continue;
      for (const hazard of hazards) {
        if (hazard.pattern.test(line) && !hazard.home.test(file)) found.push(`${file}:${index + 1}: ${hazard.what}`);
      }
    }
  }
  return found;
}

const checks: Check[] = [
  { name: 'format', run: command(bin('biome'), 'format', '.') },
  { name: 'lint', run: command(bin('oxlint'), '--type-aware', '--deny-warnings') },
  { name: 'types', run: command(bin('tsc'), '-p', '.') },
  { name: 'types of the dashboard', run: command(bin('tsc'), '-p', 'packages/dashboard') },
  { name: 'import law', run: command(bin('depcruise'), 'packages', '--config', '.dependency-cruiser.cjs') },
  { name: 'file size', run: fileSizes },
  { name: 'hazards', run: hazardHomes },
  { name: 'dead code', run: command(bin('knip'), '--no-progress') },
  { name: 'generated docs', run: command(process.execPath, join(root, 'scripts/docs.ts'), '--check') },
];

/** Two at a time, as machines have two cores at least: each begins when the last but one before it is over. */
const outcomes: Promise<{ problems: string[]; ms: number }>[] = [];
for (const [at, { run }] of checks.entries()) {
  const outcome = async () => {
    await outcomes[at - 2];
    const started = performance.now();
    return { problems: await run(), ms: Math.round(performance.now() - started) };
  };
  outcomes.push(outcome());
}

let failed = 0;
for (const [at, { name }] of checks.entries()) {
  const { problems, ms } = (await outcomes[at]) ?? { problems: [], ms: 0 };
  process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name} (${ms} ms)\n`);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  if (problems.length > 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
