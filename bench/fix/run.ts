/**
 * How often `search_repair` mends a program with one slip: plausible (the tests pass) and right (held-out calls answer as the right
 * program does). `npm run bench:fix [-- everyday|untouched|untouched2|unseen|varied|people|last|suites|suites-last|third|third-last|suites-third|suites-third-last|fourth|fourth-last|fifth|sixth|seventh|eighth|ninth|tenth|eleventh] [name…]`: only a set of programs, only programs so named.
 * `--check` looks only whether the tests see each slip.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject } from '@codewright/protocol/json';
import { openToolBench } from '../../packages/server/src/tools/testing.ts';
import type { Language, Program } from './contract.ts';
import { everydayGo } from './everyday/go.ts';
import { everydayJavascript } from './everyday/javascript.ts';
import { everydayPython } from './everyday/python.ts';
import { everydayTypescript } from './everyday/typescript.ts';
import { javascriptPrograms } from './javascript.ts';
import { go, javascript, python, typescript } from './languages.ts';
import { peopleOf } from './people.ts';
import { pythonPrograms } from './python.ts';
import { severalOf } from './several.ts';
import { untouchedGo } from './untouched/go.ts';
import { untouchedJavascript } from './untouched/javascript.ts';
import { untouchedPython } from './untouched/python.ts';
import { untouchedTypescript } from './untouched/typescript.ts';
import { secondGo } from './untouched2/go.ts';
import { secondJavascript } from './untouched2/javascript.ts';
import { secondPython } from './untouched2/python.ts';
import { secondTypescript } from './untouched2/typescript.ts';
import { unseenGo } from './unseen/go.ts';
import { unseenJavascript } from './unseen/javascript.ts';
import { unseenPython } from './unseen/python.ts';
import { unseenTypescript } from './unseen/typescript.ts';
import { useOwnTemporary } from '../../scripts/test-temporary.ts';

const sets: Record<string, [Language, readonly Program[]][]> = {
  varied: [
    [python, pythonPrograms],
    [javascript, javascriptPrograms],
  ],
  everyday: [
    [javascript, everydayJavascript],
    [typescript, everydayTypescript],
    [python, everydayPython],
    [go, everydayGo],
  ],
  untouched: [
    [javascript, untouchedJavascript],
    [typescript, untouchedTypescript],
    [python, untouchedPython],
    [go, untouchedGo],
  ],
  untouched2: [
    [javascript, secondJavascript],
    [typescript, secondTypescript],
    [python, secondPython],
    [go, secondGo],
  ],
  unseen: [
    [javascript, unseenJavascript],
    [typescript, unseenTypescript],
    [python, unseenPython],
    [go, unseenGo],
  ],
  people: peopleOf('first'),
  last: peopleOf('last'),
  suites: peopleOf('suites'),
  'suites-last': peopleOf('suites-last'),
  third: peopleOf('third'),
  'third-last': peopleOf('third-last'),
  'suites-third': peopleOf('suites-third'),
  'suites-third-last': peopleOf('suites-third-last'),
  fourth: peopleOf('fourth'),
  'fourth-last': peopleOf('fourth-last'),
  fifth: peopleOf('fifth'),
  sixth: peopleOf('sixth'),
  seventh: peopleOf('seventh'),
  eighth: peopleOf('eighth'),
  ninth: peopleOf('ninth'),
  tenth: peopleOf('tenth'),
  eleventh: severalOf('eleventh'),
};

const seconds = 60;
useOwnTemporary();
const scratch = mkdtempSync(join(tmpdir(), 'bench-fix-'));

function writeInto(root: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

/** One answer a line; what does not end or does not start has none. */
function ask(language: Language, source: string, calls: string[]): string[] {
  if (calls.length === 0) return [];
  const { argv, files } = language.asking(source, calls);
  const cwd = join(scratch, language.name);
  mkdirSync(cwd, { recursive: true });
  writeInto(cwd, files);
  try {
    return execFileSync(argv[0] ?? '', argv.slice(1), {
      cwd,
      encoding: 'utf8',
      // Sets are shown in one order each time.
      env: { ...process.env, PYTHONHASHSEED: '0' },
      timeout: 30_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trimEnd()
      .split('\n');
  } catch {
    return [];
  }
}

/** Whether all tests of a project pass. */
function passes(language: Language, files: Record<string, string>): boolean {
  const cwd = join(scratch, `${language.name}-tests`);
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd, { recursive: true });
  writeInto(cwd, files);
  language.prepare?.(cwd);
  const [command = '', ...more] = language.testing ?? [];
  return spawnSync(command, more, { cwd, timeout: 30_000, killSignal: 'SIGKILL' }).status === 0;
}

interface Sum {
  all: number;
  plausible: number;
  right: number;
  doubted: number;
  alarms: number;
  times: number[];
}

async function mend(language: Language, program: Program, [right, wrong]: [string, string], title: string, sum: Sum) {
  const broken = program.source.replace(right, () => wrong);
  const answers = ask(language, program.source, program.calls);
  const truth = ask(language, program.source, program.held);
  const { heldTests } = program;
  const written = (source: string) => language.files({ ...program, source }, answers);
  const seen = language.testing
    ? passes(language, written(program.source)) && !passes(language, written(broken))
    : ask(language, broken, program.calls).join('\n') !== answers.join('\n');
  if (broken === program.source || !seen || answers.length !== program.calls.length) {
    console.log(`${title}: no test sees this slip`);
    return;
  }
  if (heldTests && !passes(language, { ...written(program.source), ...heldTests })) {
    console.log(`${title}: the right program does not pass what is held back`);
    return;
  }
  if (checking) {
    console.log(`${title}: ${answers.join(' | ')}\n  held: ${truth.join(' | ')}`);
    return;
  }
  const began = performance.now();
  await using tools = await openToolBench(written(broken));
  language.prepare?.(tools.workspace.root);
  const found = await tools.call('search_repair', { seconds });
  const took = (performance.now() - began) / 1000;
  const after = (await tools.workspace.read(language.file)).toString('utf8');
  const data = found.data as JsonObject;
  const plausible = found.status === 'ok';
  const holds = async () => {
    if (!heldTests) return ask(language, after, program.held).join('\n') === truth.join('\n');
    const mended: Record<string, string> = {};
    for (const name of Object.keys(written(broken))) mended[name] = (await tools.workspace.read(name)).toString('utf8');
    return passes(language, { ...mended, ...heldTests });
  };
  const correct = plausible && (await holds());
  const doubtful = data['state'] === 'doubtful';
  sum.all += 1;
  if (plausible) sum.plausible += 1;
  if (correct) sum.right += 1;
  if (plausible && !correct && doubtful) sum.doubted += 1;
  if (correct && doubtful) sum.alarms += 1;
  sum.times.push(took);
  const state = correct ? 'right' : plausible ? 'plausible' : 'not found';
  const patch = typeof data['patch'] === 'string' ? data['patch'] : found.text.slice(0, 300);
  console.log(
    `${language.name} ${title}: ${state}, ${took.toFixed(1)} s, ${JSON.stringify(data['tried'] ?? null)} tried${plausible ? `, doubts: ${JSON.stringify(data['doubts'])}` : ''}${correct ? '' : `\n  wanted: ${right.trim()}  for: ${wrong.trim()}`}\n  ${patch.replaceAll('\n', '\n  ')}`,
  );
}

const words = process.argv.slice(2);
const checking = words.includes('--check');
const chosen = Object.keys(sets).filter((name) => words.includes(name));
const wanted = words.filter((word) => !(word in sets) && word !== '--check');
try {
  for (const set of chosen.length > 0 ? chosen : Object.keys(sets)) {
    const sums = new Map<string, Sum>();
    for (const [language, programs] of sets[set] ?? []) {
      const sum: Sum = sums.get(language.name) ?? {
        all: 0,
        plausible: 0,
        right: 0,
        doubted: 0,
        alarms: 0,
        times: [],
      };
      sums.set(language.name, sum);
      for (const program of programs) {
        for (const [index, slip] of program.slips.entries()) {
          const title = `${program.name}-${index + 1}`;
          if (wanted.length > 0 && !wanted.some((word) => title.startsWith(word) || word === language.name)) continue;
          await mend(language, program, slip, title, sum);
        }
      }
    }
    for (const [name, { all, plausible, right, doubted, alarms, times }] of sums) {
      if (all === 0) continue;
      const ordered = times.toSorted((a, b) => a - b);
      console.log(
        `${set} ${name}: ${all} programs, ${plausible} plausible, ${right} right; ${doubted} of ${plausible - right} wrong ones were marked as doubtful, and ${alarms} of the right ones; median ${(ordered[Math.floor(ordered.length / 2)] ?? 0).toFixed(1)} s, longest ${(ordered.at(-1) ?? 0).toFixed(1)} s`,
      );
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
