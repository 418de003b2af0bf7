import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import { describeErrand, type Errand, needsModel, readErrand } from './errands.ts';
import { call, done, excerpt, failed, listOf, objectOf, type Program, stringOf, textsOf } from './program.ts';

/** How often the user is asked before the work is given up: a third question would not make it clearer. */
const rounds = 2;

/** Words → requirements. What stays open is asked, never guessed. */
export const understand: Program = function* (task) {
  let description = task.goal;
  for (let round = 0; ; round += 1) {
    const analysed = yield call('analyze_requirements', { description });
    if (analysed.status !== 'ok') return failed(`The request could not be analysed: ${excerpt(analysed.text)}`);
    const understanding = objectOf(analysed.data);
    if (understanding['verdict'] === 'understood') {
      const requirements = understanding['requirements'] ?? null;
      const summary = summaryOf(requirements);
      const recorded = yield call('record_analysis', {
        type: 'requirements',
        summary: summary.slice(0, 1900),
        data: requirements,
      });
      if (recorded.status !== 'ok') return failed(`The requirements could not be recorded: ${excerpt(recorded.text)}`);
      return done(reportOf(requirements, summary));
    }
    const questions = textsOf(understanding['questions']);
    const suggestions = textsOf(understanding['suggestions']);
    if (round === rounds) {
      return failed(
        `The request is still unclear after ${rounds} answers. Open: ${questions.join(' ') || 'what to build'}`,
      );
    }
    const question =
      questions.length > 0 ? questions.join('\n') : 'What should be built? Please describe it in a sentence.';
    const answer = yield call('ask_user', {
      question: (suggestions.length > 0 ? `${question}\nFor example: ${suggestions.join('; ')}` : question).slice(
        0,
        1900,
      ),
    });
    if (answer.status !== 'ok') return failed(`The question to the user was not answered: ${excerpt(answer.text)}`);
    const words = stringOf(objectOf(answer.data)['answer'], answer.text);
    description = `${description}\n${words}`;
  }
};

/** The current versions of what the recorded requirements need. */
export const research: Program = function* () {
  const found = yield call('latest_versions');
  if (found.status !== 'ok') return failed(`The package versions could not be looked up: ${excerpt(found.text)}`);
  const packages = listOf(objectOf(found.data)['packages'] ?? found.data).map(objectOf);
  const curated = packages.filter((entry) => entry['source'] === 'curated').length;
  const summary =
    curated > 0
      ? `${packages.length} package versions, ${curated} of them from the curated list because the registry did not answer`
      : `${packages.length} package versions, as the registry gives them now`;
  const recorded = yield call('record_analysis', { type: 'versions', summary, data: found.data });
  if (recorded.status !== 'ok') return failed(`The versions could not be recorded: ${excerpt(recorded.text)}`);
  return done(`${summary}:\n${excerpt(found.text, 60)}`);
};

/** Requirements → tasks, which the tool derives; for an existing repository the one errand that the words are. */
export const plan: Program = function* (task) {
  const errand = 'understand' in task.inputs ? null : readErrand(task.goal);
  if (!errand && !('understand' in task.inputs)) return failed(needsModel);
  const made = yield call('create_plan', errand ? planOf(errand) : {});
  if (made.status !== 'ok') return failed(`No plan could be made: ${excerpt(made.text)}`);
  return done(made.text);
};

function planOf(errand: Errand): JsonObject {
  const { title, files } = describeErrand(errand);
  return { summary: title, tasks: [{ id: errand.kind, title, files }] };
}

function summaryOf(requirements: JsonValue): string {
  const { title, summary, entities } = objectOf(requirements);
  const names = listOf(entities).map((entity) => stringOf(objectOf(entity)['name']));
  const said = stringOf(summary) || stringOf(title, 'Requirements');
  return names.length > 0 ? `${said} (${names.join(', ')})` : said;
}

/** What the user should read before the work starts: the assumptions, and what will not be built. */
function reportOf(requirements: JsonValue, summary: string): string {
  const { assumptions, unsupported, unread } = objectOf(requirements);
  const lines = [summary];
  const section = (title: string, items: string[]) => {
    if (items.length > 0) lines.push('', title, ...items.map((item) => `- ${item}`));
  };
  section('Assumed:', textsOf(assumptions));
  section(
    'Asked for and not built:',
    listOf(unsupported).map((item) => {
      const { words, reason, nearest } = objectOf(item);
      const near = stringOf(nearest);
      return `${stringOf(words)}: ${stringOf(reason)}${near ? ` (nearest: ${near})` : ''}`;
    }),
  );
  section('Not understood:', textsOf(unread));
  return lines.join('\n');
}
