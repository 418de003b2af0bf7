import type { TaskOptions } from '../contract.ts';
import { describeErrand, type Errand, needsModel, readErrand } from './errands.ts';
import { check, describeProblems, install, scripts, tidy } from './fix.ts';
import {
  call,
  done,
  type Ending,
  excerpt,
  failed,
  listOf,
  messageOf,
  objectOf,
  type Part,
  type Steps,
  stringOf,
} from './program.ts';

/** Small changes in an existing repository: exactly what the words say, or a plain no. */
export function* mechanic(task: TaskOptions): Steps {
  const errand = readErrand(task.goal);
  if (!errand) return failed(needsModel);
  if (errand.kind === 'tidy' && Object.keys(yield* scripts()).length > 0) {
    const installed = yield* install();
    if (installed.status !== 'ok') return failed(`The packages could not be installed: ${excerpt(installed.text, 20)}`);
  }
  const problem = yield* carryOut(errand, isPlanned(errand, task));
  if (problem) return problem;

  const state = yield call('get_repo_state');
  if (state.status === 'ok' && listOf(objectOf(state.data)['changes']).length === 0) {
    return done('Nothing had to be changed: the repository already is as asked.');
  }
  let checked = yield* check();
  if (checked.problems.length > 0 && errand.kind !== 'tidy' && Object.keys(yield* scripts()).length > 0) {
    // A fresh checkout has no packages yet; the tests of a project fail for that alone.
    yield* install();
    checked = yield* check();
  }
  const tests = checked.problems.filter(({ what }) => what === 'tests');
  if (tests.length > 0) return failed(describeProblems(tests, []));
  const committed = yield call('commit_changes', { message: messageOf(task.goal) });
  if (committed.status !== 'ok') return failed(`The commit was refused: ${excerpt(committed.text)}`);
  return done(committed.text);
}

/** Null when it is done, else the end of the program. */
function* carryOut(errand: Errand, planned: boolean): Part<Ending | null> {
  switch (errand.kind) {
    case 'create': {
      const there = yield call('read_file', { path: errand.path, limit: 1 });
      if (there.status === 'ok') return failed(`${errand.path} exists already; nothing was changed.`);
      const written = yield call('write_file', { path: errand.path, content: errand.content });
      return written.status === 'ok' ? null : failed(`The file was not written: ${excerpt(written.text)}`);
    }
    case 'rename': {
      const { from, to } = errand;
      const patch = [
        `diff --git a/${from} b/${to}`,
        'similarity index 100%',
        `rename from ${from}`,
        `rename to ${to}`,
        '',
      ];
      const moved = yield call('apply_patch', { patch: patch.join('\n') });
      return moved.status === 'ok' ? null : failed(`${from} was not renamed: ${excerpt(moved.text)}`);
    }
    case 'delete': {
      const there = yield call('read_file', { path: errand.path, limit: 1 });
      if (there.status !== 'ok') return failed(`${errand.path} was not deleted: ${excerpt(there.text)}`);
      const no = planned ? null : yield* confirm(errand.path);
      if (no) return no;
      const removed = yield call('run_command', { command: ['rm', '--', errand.path] });
      return removed.status === 'ok' ? null : failed(`${errand.path} was not deleted: ${excerpt(removed.text)}`);
    }
    default: {
      const ran = yield* tidy();
      return ran.length > 0
        ? null
        : failed('The project declares neither a format script nor a linter that mends; nothing was changed.');
    }
  }
}

function* confirm(path: string): Part<Ending | null> {
  const answer = yield call('ask_user', { question: `Delete ${path}?`, choices: ['yes', 'no'] });
  const said = stringOf(objectOf(answer.data)['answer'], answer.text);
  if (/^(y|yes|approve|ok)\b/i.test(said.trim())) return null;
  return failed(`${path} was not deleted: the answer was "${said}".`);
}

/** A plan that names this very errand was there for a person to approve: asking again would be asking twice. */
function isPlanned(errand: Errand, task: TaskOptions): boolean {
  const tasks = listOf(objectOf(task.inputs['plan'])['tasks']).map(objectOf);
  return tasks.some((planned) => planned['title'] === describeErrand(errand).title);
}
