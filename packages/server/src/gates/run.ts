import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GateResult } from '@codewright/protocol/evidence';
import type { JsonValue } from '@codewright/protocol/json';
import { throwIfAborted } from '../shared/abort.ts';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import { despiteLoss } from '../shared/lost.ts';
import type { Journal } from '../shared/step.ts';
import { readProjectFacts } from '../tools/project.ts';
import type { Gate, GateContext, GateReport, GateRun, ProbeFile } from './contract.ts';
import { conclude } from './evidence.ts';
import { createInstaller } from './install.ts';
import { gates } from './registry.ts';

const actor = { type: 'system', id: 'gates' } as const;

/**
 * Runs gates on a clean clone of a commit, each a journal step: what is recorded is not run again. The clone is made for the
 * first gate that really runs, and gone at the end.
 * @throws CodewrightError INVALID_INPUT for an unknown gate, CANCELLED, and what the sandbox itself throws.
 */
export async function runGates(run: GateRun): Promise<GateReport> {
  const { names, key, journal, emit, signal, commit } = run;
  const unknown = names.find((name) => !gates.has(name));
  if (unknown !== undefined) {
    throw new CodewrightError('INVALID_INPUT', `There is no gate ${unknown}.`, {
      hint: `There are ${[...gates.keys()].join(', ')}.`,
    });
  }
  let opened: Promise<GateContext> | undefined;
  const open = () => (opened ??= openContext(run));
  try {
    const tree = await journal.run(
      `${key}/checkout`,
      async () => (await open()).clone.tree,
      (made) => ({ actor, summary: `A clean clone of commit ${commit.slice(0, 10)}`, data: { commit, tree: made } }),
    );
    const results: GateResult[] = [];
    for (const gate of gates.values()) {
      if (!names.includes(gate.name)) continue;
      throwIfAborted(signal);
      const step = `${key}/gate-${gate.name}`;
      if (!journal.has(step)) {
        await emit({
          kind: 'event',
          actor,
          summary: `Checking ${gate.name}`,
          data: { event: 'gate-started', gate: gate.name },
        });
      }
      // Where its sandbox is lost, a gate begins again on another clone.
      const work = () =>
        despiteLoss(
          async () => runOne(gate, await open()),
          async () => {
            await (await opened)?.clone.dispose();
            opened = undefined;
          },
        );
      results.push(await recorded(journal, step, async () => demand(run, await work())));
    }
    const failed = results.some((result) => result.verdict === 'failed');
    return { commit, tree, results, ok: !failed && results.some((result) => result.verdict === 'passed') };
  } finally {
    // A clone that could not be made has thrown already.
    const context = await opened?.catch(() => undefined);
    await context?.clone.dispose();
  }
}

async function recorded(journal: Journal, key: string, work: () => Promise<GateResult>): Promise<GateResult> {
  const result = await journal.run<JsonValue>(
    key,
    async () => {
      const started = performance.now();
      const made = await work();
      return { ...made, durationMs: Math.round(performance.now() - started) } as unknown as JsonValue;
    },
    (made) => {
      const { gate, verdict, reason, durationMs = 0 } = made as unknown as GateResult;
      const usage = { seconds: durationMs / 1000 };
      return { event: 'gate-finished', actor, summary: `${gate} ${verdict}: ${reason}`, data: { usage } };
    },
  );
  return result as unknown as GateResult;
}

/** For a job that must prove something, not to have looked is not enough. */
function demand({ required }: GateRun, result: GateResult): GateResult {
  if (result.verdict !== 'not-checked' || !required.includes(result.gate)) return result;
  return { ...result, verdict: 'failed', reason: `Not checked, and this job must prove it: ${result.reason}` };
}

/** A gate that breaks is a gate that did not check; what stops the job as a whole goes on. */
async function runOne(gate: Gate, context: GateContext): Promise<GateResult> {
  try {
    return await gate.run(context);
  } catch (error) {
    throwIfAborted(context.signal);
    const known = toCodewrightError(error);
    if (known.exit === 'environment' || known.exit === 'cancelled' || known.code === 'LEASE_LOST') throw known;
    return conclude(gate.name, 'not-checked', `The gate itself broke: ${known.message}`);
  }
}

async function openContext(run: GateRun): Promise<GateContext> {
  const { workspace, commit, signal, install, limits, analysis, emit } = run;
  const [made, changed] = await Promise.allSettled([
    workspace.cleanClone(commit, signal),
    workspace.change(commit, signal),
    prepareAll(run.names),
  ]);
  if (made.status === 'rejected') throw made.reason;
  const clone = made.value;
  try {
    if (changed.status === 'rejected') throw changed.reason;
    const { files: changes, diff } = changed.value;
    const project = readProjectFacts(clone.root);
    const context = {
      clone,
      project,
      changes,
      diff,
      limits,
      install,
      analysis,
      probe: await probeFor(analysis),
      emit,
      signal,
    };
    return { ...context, installed: createInstaller(context) };
  } catch (error) {
    await clone.dispose();
    throw error;
  }
}

/** Loads what the gates need, once git is at work in its own process. A gate whose parts cannot be loaded says so itself. */
async function prepareAll(names: readonly string[]): Promise<void> {
  await nextTurn();
  for (const gate of gates.values()) if (names.includes(gate.name)) await gate.prepare?.();
}

/** The calls to make, where the analysis holds requirements of a kind that can be called. */
async function probeFor(analysis: JsonValue): Promise<ProbeFile | null> {
  const { requirements } = await import('../craft/requirements.ts');
  const parsed = requirements.safeParse(analysis);
  if (!parsed.success) return null;
  const { blueprintFor } = await import('../craft/kinds/registry.ts');
  const blueprint = await blueprintFor(parsed.data);
  return blueprint?.probeScript(parsed.data) ?? null;
}
