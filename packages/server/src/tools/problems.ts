/** One finding of a compiler or linter. `file` is relative to the tree. */
export interface Problem {
  file: string;
  line: number;
  code: string | null;
  message: string;
}

/** One line for one finding; `file`, `line`, `code`, `message` are taken by name. */
const oneLine: readonly RegExp[] = [
  // tsc: src/a.ts(1,2): error TS2304: Cannot find name 'x'.   src/a.ts:1:2 - error TS2304: …
  /^(?<file>[^\s(][^(]*)\((?<line>\d+),\d+\): (?:error|warning) (?<code>TS\d+): (?<message>.*)$/,
  /^(?<file>\S.*?):(?<line>\d+):\d+ - (?:error|warning) (?<code>TS\d+): (?<message>.*)$/,
  // eslint -f unix, oxlint -f unix: file:1:2: message [Error/rule]
  /^(?<file>\S.*?):(?<line>\d+):\d+: (?<message>.*?) \[(?:Error|Warning)\/(?<code>[^\]]+)\]$/,
  // mypy: a.py:1: error: message  [code]
  /^(?<file>\S.*?):(?<line>\d+):(?:\d+:)? (?:error|warning): (?<message>.*?)(?:\s+\[(?<code>[\w-]+)\])?$/,
  // ruff concise, flake8: a.py:1:2: F401 message
  /^(?<file>\S.*?):(?<line>\d+):\d+: (?<code>[A-Z]+\d+) (?<message>.*)$/,
  // go build, go vet: ./a.go:1:2: message
  /^(?:vet: )?(?<file>\S.*?\.go):(?<line>\d+):(?:\d+:)? (?<message>.*)$/,
  // biome: a.ts:1:2 lint/rule/name ━━━ (its message follows below)
  /^(?<file>\S.*?):(?<line>\d+):\d+ (?<code>(?:lint|parse|format|assist)[\w/]*)(?<message>)(?:\s.*)?$/,
];

/** eslint's own form: the file on a line by itself, findings below. */
const eslintFinding = /^\s+(\d+):\d+\s+(?:error|warning)\s+(.*?)(?:\s{2,}([@\w/-]+))?$/;
/** rustc, ruff full, oxlint: a message, then an arrow or a frame with the place. */
const headline =
  /^\s*(?:(?:error|warning)(?:\[(?<code>[A-Z]\d+)\])?: |(?<ruff>[A-Z]+\d+) (?:\[\*\] )?|[x×!⚠]\s+(?<rule>[@\w-]+\([\w/-]+\)): )(?<message>.*)$/;
const place = /^\s*(?:-->|[,╭][-─]\[|╭─\[)\s*(.+?):(\d+):\d+\]?/;

/** Findings in the output of the usual compilers and linters, each once, in their order. Unknown lines are passed over. */
export function parseProblems(output: string): Problem[] {
  const found = new Map<string, Problem>();
  const add = (problem: Problem): void => {
    const file = problem.file.replace(/^\.\//, '');
    const key = `${file}\0${problem.line}\0${problem.code}\0${problem.message}`;
    if (!found.has(key)) found.set(key, { ...problem, file });
  };
  let file: string | null = null;
  let pending: { code: string | null; message: string } | null = null;
  let empty: Problem | null = null;
  for (const line of output.split(/\r?\n/)) {
    if (empty !== null && line.trim() !== '') {
      // biome says where first and what below it.
      add({ ...empty, message: line.trim().replace(/^[×✖!ℹ]\s*/, '') });
      empty = null;
      continue;
    }
    const groups = oneLine.map((pattern) => pattern.exec(line)?.groups).find((match) => match !== undefined);
    if (groups?.['file'] !== undefined) {
      const problem = {
        file: groups['file'],
        line: Number(groups['line']),
        code: groups['code'] ?? null,
        message: groups['message']?.trim() ?? '',
      };
      if (problem.message === '') empty = problem;
      else add(problem);
      continue;
    }
    const finding = eslintFinding.exec(line);
    if (finding && file !== null) {
      add({ file, line: Number(finding[1]), code: finding[3] ?? null, message: finding[2]?.trim() ?? '' });
      continue;
    }
    const head = headline.exec(line)?.groups;
    if (head) pending = { code: head['code'] ?? head['ruff'] ?? head['rule'] ?? null, message: head['message'] ?? '' };
    const at = place.exec(line);
    if (at && pending !== null) {
      add({ file: at[1] ?? '', line: Number(at[2]), ...pending });
      pending = null;
    }
    if (/^[^\s].*\.[a-z]{1,5}$/i.test(line)) file = line.trim();
    else if (line.trim() === '') file = null;
  }
  return [...found.values()];
}
