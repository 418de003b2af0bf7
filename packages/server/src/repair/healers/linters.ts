import type { Diagnosis, Healer, Remedy, Site } from '../contract.ts';
import { withLine } from './words.ts';

const fixOptions: readonly [pattern: RegExp, option: string][] = [
  [/\b(eslint|oxlint|ruff|stylelint)\b/, '--fix'],
  [/\bbiome\b/, '--write'],
];

/** The fixes of the linters and formatters that the project itself declares. */
export const linterHealer: Healer = {
  name: 'linters',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    const at = diagnoses.findIndex(({ checker }) => checker === 'lint');
    if (at === -1) return found;
    const commands =
      site.ecosystem === 'node' ? await nodeCommands(await site.read('package.json')) : (others[site.ecosystem] ?? []);
    const remedies = commands.map(
      (argv, rank): Remedy => ({
        fix: `linter: ${argv.slice(argv[0] === 'npm' ? 3 : argv[0] === 'python3' ? 2 : 0).join(' ')}`,
        summary: `run ${argv.join(' ')}`,
        edits: [],
        commands: [{ argv, network: false }],
        trust: 1,
        likelihood: 1 - rank * 0.1,
      }),
    );
    if (remedies.length > 0) found.set(at, remedies);
    for (const [index, diagnosis] of diagnoses.entries()) {
      const own = await said(diagnosis, site);
      if (own !== null) found.set(index, [...(found.get(index) ?? []), own]);
    }
    return found;
  },
};

/** A linter that says what it saw and what it wants in its place, and does not dare to change it. */
const wishes: readonly RegExp[] = [
  /Expected ['"‘](?<wanted>[^'"’]{1,20})['"’] (?:and|but) (?:instead )?saw ['"‘](?<seen>[^'"’]{1,20})['"’]/,
  /Use ['"‘`]?(?<wanted>[^\s'"’`]{1,20})['"’`]? (?:instead of|rather than) ['"‘`]?(?<seen>[^\s'"’`.]{1,20})/i,
  /Using (?<seen>[!=]=) may be unsafe/,
];

async function said({ checker, file, line, message }: Diagnosis, site: Site): Promise<Remedy | null> {
  const groups = wishes.map((wish) => wish.exec(message)?.groups).find((one) => one !== undefined);
  const text = checker !== 'lint' || file === null ? null : await site.read(file);
  const seen = groups?.['seen'];
  if (file === null || line === null || text === null || seen === undefined) return null;
  const wanted = groups?.['wanted'] ?? `${seen}=`;
  const mark = new RegExp(`(?<![=!<>\\w])${seen.replaceAll(/[$.*+?^(){}|[\]\\/]/g, '\\$&')}(?![=\\w])`);
  const content = withLine(text, line, (old) => old.replace(mark, () => wanted));
  if (content === null) return null;
  const summary = `write ${wanted} instead of ${seen} in line ${line}`;
  return { fix: 'linter-says', summary, edits: [{ path: file, content }], commands: [], trust: 2, likelihood: 0.95 };
}

const others: Readonly<Record<string, string[][]>> = {
  python: [
    ['python3', '-m', 'ruff', 'check', '--fix', '.'],
    ['python3', '-m', 'ruff', 'format', '.'],
  ],
  go: [['gofmt', '-w', '.']],
  rust: [
    ['cargo', 'clippy', '--fix', '--allow-dirty', '--allow-staged', '--all-targets'],
    ['cargo', 'fmt'],
  ],
};

async function nodeCommands(manifest: string | null): Promise<string[][]> {
  let scripts: Record<string, string>;
  try {
    scripts = (JSON.parse(manifest ?? '{}') as { scripts?: Record<string, string> }).scripts ?? {};
  } catch {
    return [];
  }
  const commands: string[][] = [];
  for (const name of ['lint:fix', 'fix', 'format']) {
    if (scripts[name] !== undefined) commands.push(['npm', 'run', '--silent', name]);
  }
  const option = fixOptions.find(([linter]) => linter.test(scripts['lint'] ?? ''))?.[1];
  if (option !== undefined) commands.push(['npm', 'run', '--silent', 'lint', '--', option]);
  return commands;
}
