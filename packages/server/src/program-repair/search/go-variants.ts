import type { Candidate, Variant } from '../contract.ts';
import { field, isFunction, named, type Source, type SourceReader, type Syntax, within } from '../syntax.ts';

/**
 * A changed function of Go as one more function beside the one that stands there, which goes over to it when told so: one program then
 * holds hundreds of changes, and is made once. Null where the change is not within one function, or the function cannot be handed over.
 */
export async function variantOf(
  source: Source,
  candidate: Candidate,
  reader: SourceReader,
  number: number,
): Promise<Variant | null> {
  const own = source.root.children.find(
    (node) =>
      /^(?:function|method)_declaration$/.test(node.type) && node.start < candidate.start && candidate.end < node.end,
  );
  const [name, body] = own ? [field(own, 'name'), field(own, 'body')] : [];
  if (!own || !name || !body || candidate.start <= body.start || candidate.end >= body.end) return null;
  const text = (node: Syntax) => source.text.slice(node.start, node.end);
  // What a deferred function asks for would be hidden by the one that handed over.
  if (text(name) === 'init' || recovers(source, body)) return null;
  const given = argumentsFor(source, own);
  if (!given) return null;
  const other = `${text(name)}__${number}`;
  const kinds = field(own, 'type_parameters');
  const types = kinds ? named(kinds).flatMap((one) => namesOf(source, one)) : [];
  const call = `${given.receiver}${other}${types.length > 0 ? `[${types.join(', ')}]` : ''}(${given.list.join(', ')})`;
  const whole = `${source.text.slice(own.start, name.start)}${other}${source.text.slice(name.end, candidate.start)}${candidate.text}${source.text.slice(candidate.end, own.end)}`;
  if (!(await stands(reader, whole))) return null;
  return {
    path: source.path,
    at: body.start + 1,
    call: field(own, 'result') ? `return ${call}` : `${call}; return`,
    text: whole,
  };
}

/** How a function is called with what it was given; null where something of that has no name. */
function argumentsFor(source: Source, own: Syntax): { receiver: string; list: string[] } | null {
  const receiver = field(own, 'receiver');
  const [holder] = receiver ? named(receiver) : [];
  const [self] = holder ? namesOf(source, holder) : [];
  if (receiver && (self === undefined || self === '_')) return null;
  const list: string[] = [];
  for (const one of named(field(own, 'parameters') ?? own)) {
    const names = namesOf(source, one);
    if (names.length === 0 || names.includes('_')) return null;
    list.push(...names.map((name) => (one.type === 'variadic_parameter_declaration' ? `${name}...` : name)));
  }
  return { receiver: self === undefined ? '' : `${self}.`, list };
}

const namesOf = (source: Source, parameter: Syntax): string[] =>
  parameter.children
    .filter(({ field: role, type }) => role === 'name' && type === 'identifier')
    .map((one) => source.text.slice(one.start, one.end));

function recovers(source: Source, body: Syntax): boolean {
  for (const node of body.children) {
    if (isFunction(node)) continue;
    if (node.type === 'call_expression' && source.text.startsWith('recover(', node.start)) return true;
    if (recovers(source, node)) return true;
  }
  return false;
}

/** Whether a text is one function and nothing else: one that is not would take the others of its program with it. */
async function stands(reader: SourceReader, text: string): Promise<boolean> {
  const read = await reader.read('variant.go', `package p\n${text}\n`);
  if (!read) return false;
  if (named(read.root).length !== 2) return false;
  // What the grammar puts in to go on has no letters.
  for (const { type, start, end } of within(read.root))
    if (type === 'ERROR' || (start === end && /^[()[\]{}"`]$|identifier/.test(type))) return false;
  return true;
}
