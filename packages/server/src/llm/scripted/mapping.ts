import type { NeutralCall, ScriptedCall, SeenTool } from './contract.ts';
import { asRange, editBlock, editProgram, newFileBlock, quoted } from './shell-words.ts';
import { enumOf, fits, matchOf, nameOf, propertiesOf, requiredOf, type Property } from './tool-shapes.ts';

/** A call for one of the client's own tools; `input` is a string for free text. */
export interface MappedCall {
  tool: string;
  input: unknown;
}

export interface Client {
  tools: readonly SeenTool[];
  /** The client's working folder as far as it says it, for tools that want absolute paths. */
  root: string | null;
}

/** Puts a neutral call into the words of the client's tools; null where it has neither a tool for it nor a shell. */
export function mapCall(call: ScriptedCall, client: Client): MappedCall | null {
  if ('tool' in call) return call;
  return direct(call, client) ?? byPatch(call, client) ?? byShell(call, client);
}

function direct(call: NeutralCall, client: Client): MappedCall | null {
  switch (call.do) {
    case 'read':
      return fill(client, call.do, { path: call.path, offset: call.offset, limit: call.limit }, 'view');
    case 'write':
      return fill(client, call.do, { path: call.path, content: call.content }, 'create');
    case 'edit':
      return fill(client, call.do, { path: call.path, old: call.old, new: call.new, all: call.all }, 'str_replace');
    case 'search':
      return fill(client, call.do, { pattern: call.pattern, path: call.path });
    case 'find':
      return fill(client, call.do, { glob: call.glob });
    case 'list':
      return fill(client, call.do, { path: call.path ?? '.' });
    case 'shell':
      return fill(client, call.do, { command: call.command, cwd: call.cwd });
    case 'test':
      return fill(client, call.do, {});
    case 'commit':
      return fill(client, call.do, { message: call.message });
    case 'plan':
      return fill(client, call.do, { summary: call.summary, tasks: call.tasks });
    case 'review':
      return fill(client, call.do, { verdict: call.verdict, summary: call.summary });
    case 'ask':
      return fill(client, call.do, { question: call.question });
  }
}

/** Puts values into the properties that a tool's schema has for them; required ones beside them get what their type allows. */
function fill(
  client: Client,
  deed: NeutralCall['do'],
  values: Record<string, unknown>,
  verb?: string,
): MappedCall | null {
  const tool = matchOf(client.tools, deed, verb);
  if (!tool) return null;
  const properties = propertiesOf(tool.schema);
  const input: Record<string, unknown> = {};
  const list = deed === 'edit' ? properties.find(({ name }) => name === 'edits') : undefined;
  const inner = list ? propertiesOf(list.schema.items) : [];
  const entry: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const outer = nameOf(properties, key);
    if (outer) input[outer.name] = shaped(outer, key, value, client);
    else {
      const nested = nameOf(inner, key);
      if (nested) entry[nested.name] = value;
    }
  }
  if (list) input[list.name] = [entry];
  const command = properties.find(({ name }) => name === 'command');
  if (verb && command && enumOf(command).includes(verb)) input.command = verb;
  for (const property of requiredOf(tool.schema, properties)) {
    if (!(property.name in input)) input[property.name] = anything(property);
  }
  return { tool: tool.name, input };
}

function shaped(property: Property, key: string, value: unknown, client: Client): unknown {
  if (key === 'path' && typeof value === 'string') {
    const absolute =
      /absolute/i.test(property.name + property.description) &&
      !/relative(?! paths? (?:are|is) not)/i.test(property.description);
    return absolute && client.root && !value.startsWith('/') ? `${client.root}/${value}` : value;
  }
  if (key === 'command' && fits(property, 'array') && !fits(property, 'string')) return ['bash', '-lc', value];
  return value;
}

function anything(property: Property): unknown {
  const [choice] = enumOf(property);
  if (choice !== undefined) return choice;
  if (fits(property, 'string')) return 'As the task asks.';
  if (fits(property, 'boolean')) return false;
  if (fits(property, 'integer') || fits(property, 'number')) return 1;
  if (fits(property, 'array')) return [];
  return {};
}

/** Codex's patches: free text, or a string in a JSON argument. Ours are unified diffs, and we have tools for the rest. */
function byPatch(call: NeutralCall, { tools }: Client): MappedCall | null {
  const tool = tools.find(
    ({ name, description, free }) => name === 'apply_patch' && (free || /Begin Patch/.test(description)),
  );
  if (!tool || (call.do !== 'write' && call.do !== 'edit')) return null;
  const patch = call.do === 'write' ? newFileBlock(call.path, call.content) : editBlock(call.path, call.old, call.new);
  if (tool.free) return { tool: tool.name, input: patch };
  const [property] = propertiesOf(tool.schema);
  return { tool: tool.name, input: { [property?.name ?? 'input']: patch } };
}

function byShell(call: NeutralCall, client: Client): MappedCall | null {
  const command = commandOf(call);
  return command === null ? null : direct({ do: 'shell', command }, client);
}

function commandOf(call: NeutralCall): string | null {
  switch (call.do) {
    case 'read':
      return asRange(call.path, call.offset, call.limit);
    case 'write':
      return `mkdir -p "$(dirname ${quoted(call.path)})" && printf %s ${quoted(call.content)} > ${quoted(call.path)}`;
    case 'edit':
      return editProgram(call);
    case 'search':
      return `grep -rnE --exclude-dir=node_modules --exclude-dir=.git -e ${quoted(call.pattern)} ${quoted(call.path ?? '.')}`;
    case 'find':
      return `find . -path ./node_modules -prune -o -name ${quoted(call.glob.split('/').at(-1) ?? call.glob)} -print`;
    case 'list':
      return `ls -la ${quoted(call.path ?? '.')}`;
    case 'test':
      return call.command ?? 'npm test';
    case 'commit':
      return `git add -A && git commit -q -m ${quoted(call.message)}`;
    default:
      return null;
  }
}

/** What a call says in words, for a client that has no tool for plans, reviews and questions. */
export function inWords(call: ScriptedCall): string | null {
  if ('tool' in call) return null;
  switch (call.do) {
    case 'plan':
      return [call.summary, ...call.tasks.map(({ title }, index) => `${index + 1}. ${title}`)].join('\n');
    case 'review':
      return `${call.verdict === 'approve' ? 'Approved' : 'Changes requested'}: ${call.summary}`;
    case 'ask':
      return call.question;
    default:
      return null;
  }
}
