import type { JsonValue } from '@codewright/protocol/json';
import type { TaskOptions } from '../contract.ts';
import { check, describeProblems, format, install, mend } from './fix.ts';
import { call, done, excerpt, failed, objectOf, type Program, stringOf } from './program.ts';

/** Builds the planned project, or does in an existing one what can be done without a language model. */
export const implement: Program = function* (task) {
  const scaffolded = yield call('scaffold_project');
  if (scaffolded.status !== 'ok') return failed(`The project could not be written: ${excerpt(scaffolded.text)}`);
  const installed = yield* install();
  if (installed.status !== 'ok') return failed(`Its packages could not be installed: ${excerpt(installed.text, 20)}`);
  yield* format();
  const { left, tried } = yield* mend(yield* check());
  if (left.length > 0) return failed(describeProblems(left, tried));
  const committed = yield call('commit_changes', { message: messageOf(task) });
  if (committed.status !== 'ok') return failed(`The commit was refused: ${excerpt(committed.text)}`);
  return done(`${scaffolded.text}\n\n${committed.text}`);
};

/** Tries the fixers on what the gates found. */
export const refine: Program = function* (task) {
  const failures = failedGates(task.inputs);
  const before = yield* check();
  const { left, tried } = yield* mend(before.length > 0 ? before : []);
  if (left.length > 0) return failed(describeProblems(left, tried));
  if (before.length === 0) yield* format();
  const state = yield call('get_repo_state');
  if (state.status !== 'ok') return failed(excerpt(state.text));
  const changes = objectOf(state.data)['changes'];
  if (Array.isArray(changes) && changes.length === 0) {
    return failed(
      `The gates found what formatting, lint fixes and a fresh install do not mend: ${failures.join('; ') || 'see the report'}. ` +
        'This needs a language model or a person.',
    );
  }
  const committed = yield call('commit_changes', { message: 'Mend what the gates found' });
  if (committed.status !== 'ok') return failed(`The commit was refused: ${excerpt(committed.text)}`);
  return done(committed.text);
};

function messageOf(task: TaskOptions): string {
  const line = task.goal.trim().split('\n', 1)[0] ?? '';
  return line.length > 72 ? `${line.slice(0, 69)}…` : line || 'Build the project';
}

/** Names and reasons of the failed gates in whatever input carries a gate report. */
function failedGates(inputs: Record<string, JsonValue>): string[] {
  return Object.values(inputs)
    .flatMap((input) => {
      const results = objectOf(input)['results'];
      return Array.isArray(results) ? results : [];
    })
    .map(objectOf)
    .filter((gate) => gate['verdict'] === 'failed')
    .map((gate) => `${stringOf(gate['gate'])}: ${stringOf(gate['reason'])}`);
}
