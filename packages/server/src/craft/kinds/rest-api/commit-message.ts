import type { Requirements } from '../../requirements.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { normalise } from '../../domain/normalise.ts';

/** What the first commit of the project says: what it is, and which rules it keeps. */
export function commitMessage(requirements: Requirements): string {
  const project = normalise(requirements);
  const title = /\b(api|service|backend|server)$/i.test(project.title) ? project.title : `${project.title} API`;
  const things = project.entities.filter((entity) => !entity.isAccount).map((entity) => entity.many);
  const rules = project.entities.flatMap((entity) => [...entity.rules, ...entity.guards]).map((rule) => rule.sentence);
  const paragraphs = [subject(`Add the ${title}`, things), wrapped(project.summary)];
  if (rules.length > 0) paragraphs.push(rules.map((rule) => wrapped(rule, '- ')).join('\n'));
  return message(...paragraphs);
}
