import { isBlock, isFunction, isStatement, named, type Source, type Syntax, within } from '../syntax.ts';

/** A source with a call before each statement, and the line that each number stands for. */
export interface Probed {
  text: string;
  lines: Map<number, { path: string; line: number }>;
}

/**
 * Hoisted from the end of the file, so that no line moves and a directive stays the first thing in it. Which test runs is what a hook says
 * (`__trialTest`); what is kept for all is not enumerable, or runners that look for leaked names find it; Vitest, whose command line takes no hook, keeps it in its worker; a plain
 * program is a test as a whole (`TRIAL_FILE`).
 */
const probe = (typed: boolean) =>
  `\nfunction __trialProbe(n${typed ? ': number' : ''}) { const g${typed ? ': any' : ''} = globalThis; let k = g.__trialTest || ''; const t = g.__vitest_worker__?.current; if (k === '' && t?.type === 'test') { const names${typed ? ': string[]' : ''} = []; for (let o = t; o && !o.filepath; o = o.suite) names.unshift(o.name); k = names.join(' > '); } if (k === '') k = g.process['env'].TRIAL_FILE || ''; if (!g.__trialSeen) g.Object.defineProperty(g, '__trialSeen', { value: new Map() }); const all = g.__trialSeen; let seen = all.get(k); if (!seen) all.set(k, (seen = new Set())); if (!seen.has(n)) { seen.add(n); g.process.getBuiltinModule('fs').appendFileSync(g.process['env'].TRIAL_COVER, JSON.stringify([k, n]) + '\\n'); } return true; }\n`;

/** Probes for JavaScript and TypeScript: they say which statement ran, whatever the runner makes of the file before. */
export function addProbes(source: Source, first: number): Probed {
  const places: { at: number; text: string }[] = [];
  const lines: Probed['lines'] = new Map();
  let next = first;
  const at = (node: Syntax, form: (n: number) => string, where = node.start) => {
    lines.set(next, { path: source.path, line: node.line });
    places.push({ at: where, text: form(next) });
    next += 1;
  };
  for (const node of within(source.root)) {
    if (isStatement(node) && isCounted(node)) at(node, (n) => `__trialProbe(${n});`);
    else if (node.parent?.type === 'switch_case' && node.field === 'body' && isCounted(node))
      at(node, (n) => `__trialProbe(${n});`);
    else if (isBare(node)) {
      at(node, (n) => `{__trialProbe(${n});`);
      places.push({ at: node.end, text: '}' });
    } else if (node.field === 'body' && node.parent?.type === 'arrow_function' && !isBlock(node)) {
      at(node, (n) => `(__trialProbe(${n}),(`);
      places.push({ at: node.end, text: '))' });
    } else if (
      node.parent?.type === 'ternary_expression' &&
      (node.field === 'consequence' || node.field === 'alternative')
    ) {
      at(node, (n) => `(__trialProbe(${n}),(`);
      places.push({ at: node.end, text: '))' });
    }
  }
  // Places at one offset: what ends there before what begins there; inner ends first.
  const order = places.map((place, index) => ({ ...place, index }));
  order.sort(
    (a, b) =>
      a.at - b.at ||
      Number(b.text.startsWith('}') || b.text.startsWith('))')) -
        Number(a.text.startsWith('}') || a.text.startsWith('))')) ||
      a.index - b.index,
  );
  let text = '';
  let from = 0;
  for (const place of order) {
    text += source.text.slice(from, place.at) + place.text;
    from = place.at;
  }
  return { text: `${text}${source.text.slice(from)}${probe(source.typed)}`, lines };
}

const uncounted =
  /^(?:import_statement|export_statement|function_declaration|class_declaration|generator_function_declaration|interface_declaration|type_alias_declaration|enum_declaration|ambient_declaration|empty_statement|labeled_statement|abstract_class_declaration|function_signature|module|internal_module)$/;

function isCounted(node: Syntax): boolean {
  if (uncounted.test(node.type)) return false;
  // A directive such as 'use strict'.
  return !(node.type === 'expression_statement' && named(node)[0]?.type === 'string');
}

/** The single statement of an if or a loop without braces. */
function isBare(node: Syntax): boolean {
  const { parent } = node;
  if (!parent || !/_statement$|declaration$/.test(node.type) || isBlock(node) || isFunction(node)) return false;
  if (parent.type === 'else_clause') return node.type !== 'if_statement' && node.named;
  return (
    (node.field === 'consequence' || node.field === 'body') &&
    /^(?:if|for|for_in|while|do)_statement$/.test(parent.type)
  );
}
