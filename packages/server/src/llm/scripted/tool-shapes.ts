import type { NeutralCall, SeenTool } from './contract.ts';
import { isObject, type Json, text } from './wires/wire.ts';

/** How agents call their tools, the likeliest first, and what such a tool must be able to take. */
const names: Record<NeutralCall['do'], { pattern: RegExp[]; needs: string[] }> = {
  read: {
    pattern: [/^read_?file$/i, /^(read|view|cat|open)(_?text)?(_?file)?$/i, /^fs_?read$/i],
    needs: ['path'],
  },
  write: {
    pattern: [/^write_?file$/i, /^(write|create|save)(_?to)?(_?file)?$/i, /^fs_?write$/i],
    needs: ['path', 'content'],
  },
  edit: {
    pattern: [
      /^edit_?file$/i,
      /^(edit|replace|(str|string|search)_?replace|update|modify)(_?(file|text|in_?file|editor))?$/i,
      /edit|replace/i,
    ],
    needs: ['path', 'old', 'new'],
  },
  search: {
    pattern: [/^(search_?code|grep|rg|ripgrep)$/i, /grep|search_?(file_?)?(code|content|text|files?)/i],
    needs: ['pattern'],
  },
  find: { pattern: [/^(find_?files?|glob)$/i, /glob|file_?search|find/i], needs: ['glob'] },
  list: { pattern: [/^(list_?files?|ls|list|list_?dir(ectory)?|read_?dir(ectory)?)$/i], needs: ['path'] },
  shell: {
    pattern: [
      /^(run_?command|bash|shell|exec_?command)$/i,
      /^(run|execute|exec|local)?_?(shell|bash|terminal|command|sh)(_?(command|cmd|exec))?$/i,
      /shell|terminal|exec/i,
    ],
    needs: ['command'],
  },
  test: { pattern: [/^run_?tests?$/i], needs: [] },
  commit: { pattern: [/^(git_?)?commit(_?changes)?$/i], needs: ['message'] },
  plan: { pattern: [/^(create|make|write|submit)_?plan$/i], needs: ['tasks'] },
  review: { pattern: [/^(create|write|submit)_?review$/i], needs: ['verdict'] },
  ask: { pattern: [/^ask(_?(user|human|question|user_?question))?$/i], needs: ['question'] },
};
const never = /web|http|fetch|mcp|notebook|lint|todo|memory/i;

/** What agents call the parts of an input. */
const parts: Record<string, RegExp> = {
  path: /^(path|file_?path|absolute_?path|file|file_?name|target_?file|dir(ectory)?(_?path)?|folder|relative_?path)$/i,
  content: /^(contents?|file_?text|new_?content|text|body)$/i,
  old: /^(old|old_?(string|str|text|content)|search|find)$/i,
  new: /^(new|new_?(string|str|text|content)|replace|replacement)$/i,
  all: /^(all|replace_?all|allow_?multiple)$/i,
  pattern: /^(pattern|query|regexp?|search|search_?term)$/i,
  glob: /^(glob|pattern|glob_?pattern|query)$/i,
  command: /^(command|cmd|script|commands)$/i,
  cwd: /^(cwd|work_?dir|working_?dir(ectory)?|dir_?path|directory)$/i,
  offset: /^(offset|start_?line|line|from)$/i,
  limit: /^(limit|lines|count|max_?lines)$/i,
  message: /^(message|msg)$/i,
  summary: /^(summary|comment|body)$/i,
  tasks: /^tasks$/i,
  verdict: /^verdict$/i,
  question: /^(question|text|message|prompt)$/i,
};

export interface Property {
  name: string;
  description: string;
  schema: Json;
}

export function propertiesOf(schema: unknown): Property[] {
  const properties = isObject(schema) && isObject(schema.properties) ? schema.properties : {};
  return Object.entries(properties).map(([name, value]) => {
    const described = isObject(value) ? value : {};
    return { name, description: text(described.description), schema: described };
  });
}

export function requiredOf(schema: unknown, properties: Property[]): Property[] {
  const required = isObject(schema) && Array.isArray(schema.required) ? schema.required : [];
  return properties.filter(({ name }) => required.includes(name));
}

/** The property for a neutral part; a property of that very name before any other. */
export function nameOf(properties: Property[], part: string): Property | undefined {
  const pattern = parts[part];
  return properties.find(({ name }) => name === part) ?? properties.find(({ name }) => pattern?.test(name));
}

export function enumOf({ schema }: Property): unknown[] {
  if (Array.isArray(schema.enum)) return schema.enum;
  return 'const' in schema ? [schema.const] : [];
}

/** Whether a property takes a JSON type; Gemini writes types in capitals. */
export function fits({ schema }: Property, type: string): boolean {
  const given = Array.isArray(schema.type) ? schema.type : [schema.type];
  if (given.some((one) => text(one).toLowerCase() === type)) return true;
  const choices = [schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  return choices.some((choice) => isObject(choice) && fits({ name: '', description: '', schema: choice }, type));
}

/** The tool for a deed: by its name, and only if it can take what the deed needs. `verb`: an editor of many verbs will do. */
export function matchOf(tools: readonly SeenTool[], deed: NeutralCall['do'], verb?: string): SeenTool | undefined {
  const { pattern, needs } = names[deed];
  const takes = (tool: SeenTool) => {
    const properties = propertiesOf(tool.schema);
    const inner = propertiesOf(properties.find(({ name }) => name === 'edits')?.schema.items);
    return needs.every((part) => nameOf(properties, part) ?? (deed === 'edit' ? nameOf(inner, part) : undefined));
  };
  const verbs = (tool: SeenTool) =>
    propertiesOf(tool.schema).flatMap((property) => (property.name === 'command' ? enumOf(property) : []));
  const able = tools.filter((tool) => !tool.free && !never.test(tool.name) && verbs(tool).length === 0 && takes(tool));
  for (const one of pattern) {
    const found = able.find(({ name }) => one.test(name));
    if (found) return found;
  }
  return verb === undefined ? undefined : tools.find((tool) => verbs(tool).includes(verb));
}
