import type { Requirements } from '../../requirements.ts';
import { normalise } from '../../domain/normalise.ts';

const width = 72;

/** What the first commit of the project says: what it is, and which rules it keeps. */
export function commitMessage(requirements: Requirements): string {
  const project = normalise(requirements);
  const title = /\b(api|service|backend|server)$/i.test(project.title) ? project.title : `${project.title} API`;
  const things = project.entities.filter((entity) => !entity.isAccount).map((entity) => entity.many);
  const rules = project.entities.flatMap((entity) => [...entity.rules, ...entity.guards]).map((rule) => rule.sentence);
  const paragraphs = [subject(`Add the ${title}`, things), wrap(project.summary, '')];
  if (rules.length > 0) paragraphs.push(rules.map((rule) => wrap(rule, '- ')).join('\n'));
  return paragraphs.filter((text) => text !== '').join('\n\n');
}

/** As many of the things as a first line has room for. */
function subject(head: string, things: readonly string[]): string {
  for (let kept = things.length; kept > 0; kept -= 1) {
    const more = kept < things.length ? ', …' : '';
    const line = `${head}: ${things.slice(0, kept).join(', ')}${more}`;
    if (line.length <= width) return line;
  }
  return head.length <= width ? head : `${head.slice(0, width - 1)}…`;
}

function wrap(text: string, mark: string): string {
  const pad = ' '.repeat(mark.length);
  const rows: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push((rows.length === 0 ? mark : pad) + word);
  }
  return rows.join('\n');
}
