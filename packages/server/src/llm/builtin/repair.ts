import { check, describeProblems, installInto, lookAround, notInstalled } from './fix.ts';
import {
  call,
  done,
  excerpt,
  failed,
  listOf,
  objectOf,
  type Part,
  type Result,
  type Steps,
  stringOf,
  textsOf,
} from './program.ts';

/** Of the time of a fix; what a list of known fixes mends is quickly mended. */
const mendSeconds = 45;
/** What keeps tests from running at all: a list of known fixes knows more of it than trying does. */
const unrunnable =
  /SyntaxError|ERR_MODULE_NOT_FOUND|Cannot find (?:module|package|name)|does not provide an export|ModuleNotFoundError|ImportError|IndentationError|is not defined|NameError|error TS\d+|ERR_IMPORT|undefined: /;

/** Failing tests: known fixes for what does not even run, else a search for the change that makes them pass. */
export function* repair(): Steps {
  const around = yield* lookAround();
  if (around.packages && around.scripts['test']) {
    const installed = yield* installInto(around);
    if (installed.status !== 'ok') return notInstalled(installed);
  }
  const before = yield* check();
  if (before.problems.length === 0) {
    return before.tested
      ? done('Nothing had to be mended: the tests pass, and so do the type check and the linter.')
      : failed(
          'There is no test that could say what is wrong: the project declares no test command. This needs a language model or a person.',
        );
  }
  const failing = before.problems.find(({ what }) => what === 'tests');
  let told: Result | null = null;
  if (failing && !unrunnable.test(failing.text)) told = yield* search();
  if (told?.status !== 'ok') {
    const mended = yield call('mend_problems', { seconds: mendSeconds });
    if (mended.status === 'ok') told = mended;
    else if (failing && told === null) told = yield* search();
  }
  const { problems } = yield* check(before);
  const tests = problems.filter(({ what }) => what === 'tests');
  // What fails for its surroundings, or for another fault, failed before: the gates say how it was then.
  const left = told?.status === 'ok' ? textsOf(objectOf(told.data)['leftFailing']) : [];
  if (tests.length > 0 && left.length === 0)
    return failed(told && told.status !== 'ok' ? told.text : describeProblems(tests, ['every known fix', 'a search']));
  if (told?.status !== 'ok') return failed(describeProblems(problems, ['every known fix']));
  const state = yield call('get_repo_state');
  if (listOf(objectOf(state.data)['changes']).length === 0)
    return done('Nothing had to be changed: the tests pass now.');
  const committed = yield call('commit_changes', { message: messageFor(told) });
  if (committed.status !== 'ok') return failed(`The commit was refused: ${excerpt(committed.text)}`);
  return done(`${told.text}\n\n${committed.text}`);
}

function* search(): Part<Result> {
  return yield call('search_repair');
}

/** Says what failed and what is changed; a doubt belongs to it. */
function messageFor({ data, text }: Result): string {
  const found = objectOf(data);
  const tests = textsOf(found['failing']);
  const patch = stringOf(found['patch']);
  if (patch === '') return `Mend what the checks found\n\n${excerpt(text, 20)}`;
  const file = patch.split(':', 1)[0] ?? '';
  const name = tests[0] ?? '';
  const title = `Fix ${file}${name === '' ? '' : `: ${name}`}`;
  const doubts = textsOf(found['doubts']);
  const body = [patch, ...(doubts.length > 0 ? [`Look at it before you merge: ${doubts.join('; ')}.`] : [])].join(
    '\n\n',
  );
  return `${title.length > 72 ? `${title.slice(0, 71)}…` : title}\n\n${body.slice(0, 3500)}`;
}
