import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GateResult } from '@codewright/protocol/evidence';
import { z } from 'zod';
import { makeTemporary } from '../shared/temporary.ts';
import type { Gate, GateContext, ProbeFile } from './contract.ts';
import { commandLine, conclude, endOf } from './evidence.ts';
import { runCommand } from './run-command.ts';
import type { CommandRun } from './run-command.ts';
import { isIdle, programsOf, scriptsOf } from './script.ts';
import { startProbe } from './start-probe.ts';

const report = z.object({
  started: z.boolean(),
  calls: z.array(z.object({ name: z.string(), status: z.number(), expected: z.number(), ok: z.boolean() })),
  ok: z.boolean(),
  problem: z.string().optional(),
  startMs: z.number().default(0),
  bundleBytes: z.number().optional(),
});
const answer = z.object({
  ended: z.object({ code: z.number().nullish() }).nullable(),
  ports: z.array(z.number()),
  answer: z.object({ port: z.number(), status: z.number() }).nullable(),
});

/**
 * What a person still finds quick, and what nobody should have to wait for. Milliseconds until the first answer, on a machine that
 * may be busy; bytes that a browser loads for the first page of a web app, compressed as servers send them.
 */
const budgets = [
  { what: 'startMs', warn: 8000, fail: 25_000 },
  { what: 'bundleBytes', warn: 250_000, fail: 1_000_000 },
] as const;

/** How long a project of unknown kind may take until it listens, milliseconds. */
const patience = 20_000;

/** The project starts and answers over HTTP, inside the sandbox and without a network. */
export const startAndAnswer: Gate = {
  name: 'start-and-answer',
  async run(context) {
    const { project, probe, clone } = context;
    if (!probe && !project.start) return conclude(this.name, 'not-checked', 'The project declares nothing to start.');
    if (!probe && isIdle(programsOf(project.start ?? [], clone.root))) {
      return conclude(this.name, 'not-checked', 'The start command starts no program.');
    }
    const installed = await context.installed();
    if (!installed.ok) return conclude(this.name, 'failed', installed.reason, { evidence: installed.evidence });
    const own = probe ? await callOperations(context, probe) : await startAnything(context, project.start ?? []);
    return { ...own, evidence: [...installed.evidence, ...own.evidence] };
  },
};

/** With requirements at hand: every operation is called and answers as it should. */
async function callOperations(context: GateContext, probe: ProbeFile): Promise<GateResult> {
  const { name } = startAndAnswer;
  const { result, evidence, output } = await runScript(context, probe, []);
  const parsed = report.safeParse(lastJson(output));
  const findings = { evidence: [evidence] };
  if (!parsed.success) {
    return conclude(name, 'failed', `The calls ${endOf(result)} without a report.`, {
      ...findings,
      problems: [{ message: output.slice(-2000) }],
    });
  }
  const { calls, ok, started, problem } = parsed.data;
  const problems = calls
    .filter((call) => !call.ok)
    .map((call) => ({
      code: 'wrong-answer',
      message: `${call.name} answered ${call.status} in place of ${call.expected}.`,
    }));
  if (problem !== undefined) problems.unshift({ code: 'start', message: problem });
  if (ok && result.exitCode === 0 && result.outcome === 'exited' && calls.length > 0 && problems.length === 0) {
    return within(parsed.data, `It started, and ${calls.length} calls were answered as they should be.`, findings);
  }
  const reason = problems[0]?.message ?? (started ? `The calls ${endOf(result)}.` : 'It did not start.');
  return conclude(name, 'failed', reason, { ...findings, problems });
}

/** Too slow or too large is told before it is refused; the limits stand in the sentence. */
function within(
  measured: z.output<typeof report>,
  reason: string,
  findings: { evidence: GateResult['evidence'] },
): GateResult {
  const { name } = startAndAnswer;
  const over = budgets.flatMap(({ what, warn, fail }) => {
    const value = measured[what];
    if (value === undefined || value <= warn) return [];
    const told =
      what === 'startMs'
        ? `It took ${seconds(value)} s until it answered; more than ${seconds(warn)} s is slow, more than ${seconds(fail)} s is refused.`
        : `A browser loads ${kilobytes(value)} kB for the first page; more than ${kilobytes(warn)} kB is much, more than ${kilobytes(fail)} kB is refused.`;
    return [
      { failed: value > fail, problem: { code: what === 'startMs' ? 'slow-start' : 'large-bundle', message: told } },
    ];
  });
  const [first] = over;
  if (!first) return conclude(name, 'passed', reason, findings);
  const verdict = over.some(({ failed }) => failed) ? 'failed' : 'warned';
  const worst = over.find(({ failed }) => failed) ?? first;
  return conclude(name, verdict, worst.problem.message, { ...findings, problems: over.map(({ problem }) => problem) });
}

const seconds = (ms: number): string => String(Math.round(ms / 100) / 10);
const kilobytes = (bytes: number): string => String(Math.round(bytes / 1000));

/** Without: it listens, and answers anything but a fault of its own. */
async function startAnything(context: GateContext, start: string[]): Promise<GateResult> {
  const { name } = startAndAnswer;
  const built = await build(context, start);
  if (built && built.result.exitCode !== 0) {
    return conclude(name, 'not-checked', `Its build ${endOf(built.result)}, so it was not started.`, {
      evidence: [built.evidence],
    });
  }
  const { evidence, output } = await runScript(context, { path: 'start.mjs', content: startProbe }, [
    String(patience),
    ...start,
  ]);
  const findings = { evidence: [...(built ? [built.evidence] : []), evidence] };
  const parsed = answer.safeParse(lastJson(output));
  if (!parsed.success) return conclude(name, 'not-checked', 'Starting it gave no result.', findings);
  const { ended, ports, answer: given } = parsed.data;
  if (given && given.status < 500)
    return conclude(name, 'passed', `It started and answered ${given.status} on port ${given.port}.`, findings);
  if (given)
    return conclude(
      name,
      'not-checked',
      `It started, but answered ${given.status} to GET /; it may miss its surroundings here.`,
      findings,
    );
  if (ended)
    return conclude(
      name,
      'not-checked',
      `It ended with exit code ${ended.code ?? 'none'} and listened to nothing.`,
      findings,
    );
  const what =
    ports.length > 0 ? `It listens on port ${ports[0]}, but does not answer HTTP` : 'It runs, but listens to nothing';
  return conclude(name, 'not-checked', `${what}.`, findings);
}

/** A start that runs what a build makes needs the build first. */
async function build(context: GateContext, start: string[]): Promise<CommandRun | null> {
  const { build: script } = scriptsOf(context.clone.root);
  const words = programsOf(start, context.clone.root).flatMap((program) => [program.name, ...program.args]);
  if (
    script === undefined ||
    !words.some((word) => /^(\.\/)?(dist|build|out|lib)\b|^(next|nuxt|vite|astro|serve)$/.test(word))
  )
    return null;
  return runCommand(context, ['npm', 'run', '--silent', 'build'], { limits: { timeMs: 300_000 } });
}

/** Runs a script of ours beside the project: it lies outside the tree, where the project cannot have changed it. */
async function runScript(context: GateContext, script: ProbeFile, args: string[]): Promise<CommandRun> {
  const folder = makeTemporary('probe');
  const file = join(folder, script.path);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, script.content);
    const run = await runCommand(context, ['node', file, ...args], {
      mounts: [{ path: folder, access: 'read' }],
      // Some build the program first, which may take as long as a build elsewhere.
      limits: { timeMs: 420_000 },
    });
    // Where it lay for a moment says nothing to anyone.
    return { ...run, evidence: { ...run.evidence, command: commandLine(['node', script.path, ...args]) } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function lastJson(output: string): unknown {
  const line = output.split('\n').findLast((text) => text.startsWith('{'));
  try {
    return line === undefined ? null : JSON.parse(line);
  } catch {
    return null;
  }
}
