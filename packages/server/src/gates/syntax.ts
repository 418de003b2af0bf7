import { extname } from 'node:path';
import type { Evidence, GateResult } from '@codewright/protocol/evidence';
import { parseAllDocuments } from 'yaml';
import { readText } from './checkout.ts';
import type { Gate, GateContext } from './contract.ts';
import { conclude, isMissing, ownEvidence, succeeded } from './evidence.ts';
import { parseModule, scriptEndings } from './javascript.ts';
import { runCommand } from './run-command.ts';

type Problem = GateResult['problems'][number];
interface Found {
  problems: Problem[];
  evidence: Evidence[];
  /** Why these files could not be looked at; null when they were. */
  missing: string | null;
}

/** One language: the endings it answers for and how all its files are parsed at once. Nothing is executed. */
interface Language {
  name: string;
  endings: readonly string[];
  check(paths: string[], context: GateContext): Promise<Found>;
}

const pythonProgram = `
import ast, sys
bad = 0
for path in sys.stdin.read().split("\\0"):
    try:
        ast.parse(open(path, "rb").read(), path)
    except SyntaxError as error:
        bad += 1
        print(f"{path}:{error.lineno or 1}: {error.msg}")
    except ValueError as error:
        bad += 1
        print(f"{path}:1: {error}")
sys.exit(1 if bad else 0)
`;

/** From standard input, so that it does not follow `mod` into files that are not asked for. One line for each file that fails. */
const rustProgram = `
command -v rustfmt >/dev/null || exit 127
edition=$(sed -n 's/^edition *= *"\\([0-9]*\\)".*/\\1/p' Cargo.toml 2>/dev/null | head -n1)
bad=0
for f do
  said=$(rustfmt --edition "\${edition:-2021}" <"$f" 2>&1 >/dev/null) && continue
  bad=1
  printf '%s\\n' "$said" | awk -v f="$f" '
    /^error/ && first == "" { first = $0 }
    /--> <stdin>:/ && !line { split($0, at, ":"); line = at[2] }
    END { print f ":" (line ? line : 1) ": " first }'
done
exit $bad
`;

const languages: readonly Language[] = [
  {
    name: 'JavaScript and TypeScript',
    endings: scriptEndings,
    check: inProcess(async (path, text) => (await parseModule(path, text)).problems),
  },
  { name: 'JSON', endings: ['.json'], check: inProcess(jsonProblems) },
  { name: 'YAML', endings: ['.yaml', '.yml'], check: inProcess(yamlProblems) },
  {
    name: 'Python',
    endings: ['.py'],
    check: inSandbox((paths) => ({ argv: ['python3', '-I', '-c', pythonProgram], stdin: paths.join('\0') })),
  },
  {
    name: 'Go',
    endings: ['.go'],
    check: inSandbox((paths) => ({ argv: ['gofmt', '-e', '-l', '--', ...paths], exitTells: true })),
  },
  {
    name: 'Rust',
    endings: ['.rs'],
    check: inSandbox((paths) => ({ argv: ['sh', '-c', rustProgram, 'rustfmt', ...paths] })),
  },
  {
    name: 'shell',
    endings: ['.sh', '.bash'],
    check: inSandbox((paths) => ({
      argv: [
        'sh',
        '-c',
        'bad=0; for f do case $(head -n1 "$f") in *bash*) bash -n "$f" || bad=1;; *) sh -n "$f" || bad=1;; esac; done; exit $bad',
        'sh',
        ...paths,
      ],
    })),
  },
];

/** Every changed file parses in its own language. */
export const syntax: Gate = {
  name: 'syntax',
  async run(context) {
    const paths = context.changes
      .filter((change) => change.status !== 'deleted' && !change.binary)
      .map((change) => change.path);
    const problems: Problem[] = [];
    const evidence: Evidence[] = [];
    const missing: string[] = [];
    let checked = 0;
    for (const language of languages) {
      const own = paths.filter((path) => language.endings.includes(extname(path)) && !path.endsWith('.d.ts'));
      if (own.length === 0) continue;
      const found = await language.check(own, context);
      problems.push(...found.problems);
      evidence.push(...found.evidence);
      if (found.missing === null) checked += own.length;
      else missing.push(`${own.length} ${language.name} files, because ${found.missing}`);
    }
    if (problems.length > 0) {
      const first = problems[0];
      return conclude(this.name, 'failed', `${first?.file}:${first?.line ?? 1}: ${first?.message}`, {
        evidence,
        problems,
      });
    }
    if (checked === 0) {
      const why = missing.length > 0 ? missing.join('; ') : 'no file of a known language was changed';
      return conclude(this.name, 'not-checked', `Nothing could be parsed: ${why}.`, { evidence });
    }
    if (missing.length > 0)
      return conclude(this.name, 'warned', `${checked} files parse; not checked: ${missing.join('; ')}.`, { evidence });
    return conclude(this.name, 'passed', `${checked} changed files parse.`, { evidence });
  },
};

function inProcess(find: (path: string, text: string) => Promise<Problem[]> | Problem[]): Language['check'] {
  return async (paths, { clone, signal }) => {
    const at = new Date();
    const problems: Problem[] = [];
    for (const path of paths) {
      signal.throwIfAborted();
      const text = readText(clone.root, path);
      if (text !== null) problems.push(...(await find(path, text)));
    }
    const output = paths
      .map((path) => `${path}: ${problems.find((problem) => problem.file === path)?.message ?? 'parses'}`)
      .join('\n');
    return {
      problems,
      evidence: [ownEvidence('syntax', problems.length === 0, output, clone.tree, at)],
      missing: null,
    };
  };
}

function inSandbox(
  command: (paths: string[]) => { argv: string[]; stdin?: string; exitTells?: boolean },
): Language['check'] {
  return async (paths, context) => {
    const { argv, stdin } = command(paths);
    const { result, evidence, output } = await runCommand(context, argv, {
      tree: 'read',
      ...(stdin === undefined ? {} : { stdin }),
    });
    if (isMissing(result))
      return {
        problems: [],
        evidence: [],
        missing: `${argv[0] === 'sh' ? (argv[3] ?? 'sh') : argv[0]} is not available here`,
      };
    if (succeeded(result)) return { problems: [], evidence: [evidence], missing: null };
    const lines = output.split('\n').flatMap((line): Problem[] => {
      const place = /^(?<file>[^\s:][^:]*):\s*(?:line )?(?<line>\d+):(?:\d+:)?\s*(?<message>.*)$/.exec(line)?.groups;
      return place
        ? [{ file: place['file'] ?? '', line: Number(place['line']), message: place['message'] ?? line }]
        : [];
    });
    const problems =
      lines.length > 0 ? lines : [{ message: output.split('\n')[0] || `${argv[0]} could not read the files.` }];
    return { problems, evidence: [evidence], missing: null };
  };
}

/** Files that are JSON with comments by custom. */
const commented =
  /(^|\/)((ts|js)config[^/]*|\.eslintrc|\.babelrc|\.swcrc|devcontainer|settings|launch|tasks|extensions)\.json$|(^|\/)\.vscode\//;

function jsonProblems(path: string, text: string): Problem[] {
  if (commented.test(path)) return [];
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0);
    return [{ file: path, line: lineAt(text, position), message }];
  }
}

function yamlProblems(path: string, text: string): Problem[] {
  // Templates of other programs are no YAML yet.
  if (text.includes('{{') && !/\$\{\{/.test(text)) return [];
  const documents = parseAllDocuments(text, { prettyErrors: false });
  return documents.flatMap((document) =>
    document.errors.map((error) => ({ file: path, line: lineAt(text, error.pos[0]), message: error.message })),
  );
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
