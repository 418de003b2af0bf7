import type { Healer, Remedy } from '../contract.ts';

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
        fix: 'linter',
        summary: `run ${argv.join(' ')}`,
        edits: [],
        commands: [{ argv, network: false }],
        trust: 1,
        likelihood: 1 - rank * 0.1,
      }),
    );
    if (remedies.length > 0) found.set(at, remedies);
    return found;
  },
};

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
