/** A request that a program can carry out to the letter, because its words leave nothing open. */
export type Errand =
  | { kind: 'create'; path: string; content: string }
  | { kind: 'rename'; from: string; to: string }
  | { kind: 'delete'; path: string }
  | { kind: 'tidy' }
  | { kind: 'mend' };

/** A path in quotes of any kind, or a bare word that looks like a file's name. */
const quoted = '[`"\']([^`"\'\\n]+)[`"\']';
const bare = '([\\w@./+-]*[\\w-]\\.[\\w.+-]*\\w|[\\w@.+-]+/[\\w@./+-]*\\w)';
const path = `(?:${quoted}|${bare})`;
const file = '(?:the |a |an )?(?:new |empty )?(?:file )?(?:called |named )?';

/** How each kind of errand begins: a pattern is compiled only for words that can be meant. */
const verbs: Readonly<Record<Errand['kind'], ReadonlySet<string>>> = {
  create: new Set(['create', 'add', 'write', 'make']),
  rename: new Set(['rename', 'move']),
  delete: new Set(['delete', 'remove']),
  tidy: new Set(['format', 'fix', 'clean', 'tidy']),
  mend: new Set(['fix', 'repair', 'mend', 'heal', 'make', 'get']),
};

const create = new RegExp(
  `^(?:create|add|write|make) ${file}${path}(?: file)?,?(?: (?:with|containing|that contains|saying)(?: the)?(?: (?:content|contents|text|line))?:?\\s*([\\s\\S]+))$`,
  'i',
);
const rename = new RegExp(`^(?:rename|move) ${file}${path} (?:to|into|as) ${path}$`, 'i');
const remove = new RegExp(`^(?:delete|remove) ${file}${path}$`, 'i');
const tidy =
  /^(?:format|(?:fix|clean up|tidy)(?: up)?(?: all| the)*(?: auto-?fixable)? (?:format(?:ting)?|lint(?:er|ing)?))(?: (?:errors|warnings|problems|issues))?(?: (?:the|this|all|whole|entire|of|in|code|codebase|repository|repo|project|files))*$/i;

const broken =
  '(?:tests?(?: suite| run)?|builds?|compilation|type ?(?:check|script)?|syntax|imports?|dependenc(?:y|ies)|packages?|ci|checks?)';
const mend = new RegExp(
  `^(?:(?:fix|repair|mend|heal)(?: up)?(?: all| the| our| my| every| any)*(?: (?:failing|broken|red|missing|wrong|mistyped|remaining))*(?: ${broken})+(?: (?:errors?|problems?|issues?|failures?|mistakes?))?(?: (?:and|,) (?:the )?(?:failing |broken )?${broken}(?: (?:errors?|problems?|issues?|failures?))?)*|(?:make|get)(?: all)?(?: the)? (?:failing |broken )?${broken} (?:pass|green|work|run|compile|succeed)(?: again)?)(?: (?:in|of) (?:the|this|my) (?:code|codebase|repository|repo|project))?$`,
  'i',
);

/** Reads a request as an errand; null when it asks for anything that needs understanding. */
export function readErrand(goal: string): Errand | null {
  // What goes on with something before begins with a word that says so.
  const text = goal.trim().replace(/^(?:(?:ok|okay|also|and|now|then|next|please)[,.]?\s+)+/i, '');
  const line = text.replace(/[.!\s]+$/, '');
  const verb = /^[a-z]+/i.exec(line)?.[0].toLowerCase() ?? '';
  const match = (kind: Errand['kind'], pattern: RegExp, words = line) =>
    verbs[kind].has(verb) ? pattern.exec(words) : null;
  if (match('tidy', tidy)) return { kind: 'tidy' };
  if (match('mend', mend)) return { kind: 'mend' };
  const moved = match('rename', rename);
  if (moved) return { kind: 'rename', from: moved[1] ?? moved[2] ?? '', to: moved[3] ?? moved[4] ?? '' };
  const removed = match('delete', remove);
  if (removed) return { kind: 'delete', path: removed[1] ?? removed[2] ?? '' };
  const made = match('create', create, text);
  const content = made?.[3] === undefined ? null : literal(made[3]);
  return made && content !== null ? { kind: 'create', path: made[1] ?? made[2] ?? '', content } : null;
}

/**
 * The content that the words give: a fenced block, or one quoted text. Unquoted words may describe the content
 * ("a function that …") as well as be it, and are left to a model.
 */
function literal(words: string): string | null {
  const fenced = /^(`{3,})[^\n`]*\n([\s\S]*?)\n?\1\s*[.!]?$/.exec(words.trim());
  if (fenced) return `${fenced[2] ?? ''}\n`;
  const trimmed = words.trim().replace(/[.!]$/, '');
  const quote = /^(["'`“])([\s\S]*)(["'`”])$/.exec(trimmed);
  if (!quote || (quote[1] !== quote[3] && quote[1] !== '“')) return null;
  const inner = quote[2] ?? '';
  return inner.includes(quote[1] ?? '') ? null : `${inner}\n`;
}

/** An errand in a line for a person, and the files that it touches. */
export function describeErrand(errand: Errand): { title: string; files: string[] } {
  switch (errand.kind) {
    case 'create':
      return { title: `Create ${errand.path}`, files: [errand.path] };
    case 'rename':
      return { title: `Rename ${errand.from} to ${errand.to}`, files: [errand.from, errand.to] };
    case 'delete':
      return { title: `Delete ${errand.path}`, files: [errand.path] };
    case 'mend':
      return { title: 'Mend by known fixes what the checks find', files: [] };
    default:
      return { title: 'Apply formatting and lint fixes', files: [] };
  }
}

/** What the built-in model says to every other request for an existing repository. */
export const needsModel =
  'The built-in model can build new projects, and in an existing one create a file with given content, rename or delete a file, ' +
  'apply formatting and lint fixes, and mend by known fixes what its checks find. This request needs a language model; nothing was changed.';
