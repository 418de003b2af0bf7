import { installersOf, lacksOnlyUnpublished } from '../shared/installers.ts';
import type { GateContext, Installed } from './contract.ts';
import { has, readJson } from './checkout.ts';
import { endOf, isMissing, succeeded } from './evidence.ts';
import { runCommand } from './run-command.ts';
import type { CommandRun } from './run-command.ts';

/** One installation per clone, however many gates ask for it, at the moment the first one does. */
export function createInstaller(context: Omit<GateContext, 'installed'>): () => Promise<Installed> {
  let once: Promise<Installed> | undefined;
  return () => (once ??= install(context));
}

/** Packages' own scripts never run: what a package needs to run at install time, a gate does not need. */
async function install(context: Omit<GateContext, 'installed'>): Promise<Installed> {
  const { clone, project } = context;
  const argv = installCommand(clone.root, project.install);
  const needed =
    project.ecosystem === 'node' ? needsPackages(clone.root) : Object.keys(project.dependencies).length > 0;
  const runs: CommandRun[] = [];
  if (argv && needed) {
    runs.push(await runInstall(context, argv));
    if (argv[1] === 'ci' && lacksOnlyUnpublished(runs[0]?.output ?? ''))
      runs.push(await runInstall(context, ['npm', 'install', ...argv.slice(2)]));
  }
  const main = runs.at(-1);
  const more = forTests(project);
  const beside = more === null ? null : await runInstall(context, more);
  const evidence = [...runs, ...(beside ? [beside] : [])].map((run) => run.evidence);
  if (beside && succeeded(beside.result)) return { ok: true, reason: 'Its packages were installed.', evidence };
  if (!main) return { ok: true, reason: 'The project has no packages to install.', evidence };
  const { result, output } = main;
  if (succeeded(result)) return { ok: true, reason: 'Its packages were installed.', evidence };
  const program = argv?.[0] ?? '';
  if (isMissing(result))
    return { ok: false, reason: `${program} is not available here, so its packages could not be installed.`, evidence };
  const refused = result.deniedHosts.length > 0 ? `; the network to ${result.deniedHosts.join(', ')} was refused` : '';
  return { ok: false, reason: `Installing its packages ${endOf(result)}: ${told(output)}${refused}.`, evidence };
}

/**
 * What tests in Python need beyond the project itself, which may be what cannot be built here. Where it cannot be had, the tests say what
 * they miss; null where `install` holds all of it.
 */
function forTests({ requirements = [], install }: GateContext['project']): string[] | null {
  const command = ['python3', '-m', 'pip', 'install', ...requirements];
  return requirements.length === 0 || command.join(' ') === install?.join(' ') ? null : command;
}

async function runInstall(context: Omit<GateContext, 'installed'>, argv: string[]): Promise<CommandRun> {
  const { network, env, mounts } = await context.install(installersOf(argv));
  return runCommand(context, argv, { network, env, mounts, limits: { timeMs: 300_000 } });
}

function installCommand(root: string, declared: string[] | null): string[] | null {
  const locked = has(root, 'package-lock.json') || has(root, 'npm-shrinkwrap.json');
  if (has(root, 'package.json') && locked) return ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  if (!declared) return null;
  const [program] = declared;
  if ((program === 'npm' || program === 'pnpm') && !declared.includes('--ignore-scripts'))
    return [...declared, '--ignore-scripts'];
  if (program === 'yarn') return [...declared, '--mode=skip-build'];
  return declared;
}

function needsPackages(root: string): boolean {
  const manifest = readJson(root, 'package.json') ?? {};
  if (manifest['workspaces'] !== undefined) return true;
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  return kinds.some((kind) => Object.keys(manifest[kind] ?? {}).length > 0);
}

/** The line that says what was wrong: npm's own first error with words in it, else the last line. */
function told(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const errors = lines.filter((line) => /^(npm error|npm ERR!|error|ERROR)/.test(line));
  const line =
    errors.find((text) => !/^npm (error|ERR!)( code\b.*)?$/.test(text)) ??
    errors[0] ??
    lines.at(-1) ??
    'it said nothing';
  return line
    .replace(/^npm (error|ERR!)\s*/, '')
    .replace(/\.$/, '')
    .slice(0, 300);
}
