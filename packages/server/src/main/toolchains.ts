import type { DoctorLine } from '../cli/contract.ts';
import type { Sandbox } from '../sandbox/contract.ts';

/** A language's programs, each with the words that make it say its version. */
interface Language {
  part: string;
  needed: string[];
  /** Gates that are reported as not checked without them. */
  more: { argv: string[]; gate: string }[];
  costs: string;
  hint: string;
}

const languages: readonly Language[] = [
  {
    part: 'python',
    needed: ['python3', '--version'],
    more: [
      { argv: ['python3', '-m', 'mypy', '--version'], gate: 'types' },
      { argv: ['python3', '-m', 'ruff', '--version'], gate: 'lint' },
    ],
    costs: 'projects in Python cannot be proven, so none is built',
    hint: 'apt-get install python3 (and mypy for the types)',
  },
  {
    part: 'go',
    needed: ['go', 'version'],
    more: [],
    costs: 'repositories in Go can be read and changed, but not checked',
    hint: 'apt-get install golang-go',
  },
  {
    part: 'rust',
    needed: ['cargo', '--version'],
    more: [
      { argv: ['rustfmt', '--version'], gate: 'syntax' },
      { argv: ['cargo', 'clippy', '--version'], gate: 'lint' },
    ],
    costs: 'repositories in Rust can be read and changed, but not checked',
    hint: 'apt-get install cargo rustfmt rust-clippy, or rustup',
  },
];

/** What `codewright doctor` says of languages beside Node's: each program is really started, in the sandbox as gates do. */
export function toolchainLines(sandbox: Sandbox, signal: AbortSignal): Promise<DoctorLine[]> {
  const version = async (argv: string[]): Promise<string | null> => {
    const ran = await sandbox.exec({ argv, cwd: '/', mounts: [], limits: { timeMs: 20_000 }, signal });
    return ran.exitCode === 0 ? (ran.stdout.split('\n', 1)[0] ?? '') : null;
  };
  return Promise.all(
    languages.map(async ({ part, needed, more, costs, hint }): Promise<DoctorLine> => {
      const found = await version(needed);
      if (found === null) return { part, state: 'missing', detail: `${needed[0]} does not start`, costs, hint };
      const extras = await Promise.all(
        more.map(async ({ argv, gate }) => {
          const name = argv[0] === 'python3' ? (argv[2] ?? '') : argv.slice(0, -1).join(' ');
          const told = await version(argv);
          return told === null ? `no ${name}: ${gate} not checked` : told;
        }),
      );
      return { part, state: 'works', detail: [found, ...extras].join('; ') };
    }),
  );
}
