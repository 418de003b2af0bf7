export interface TemplateOptions {
  /** Writes <, > and & of values so that HTML shows them. */
  html?: boolean;
}

type Scope = readonly unknown[];

/**
 * Fills the places {{name}} of a template with values. {{#name}}…{{/name}} repeats for each item of a list or shows when
 * the value is true, {{^name}}…{{/name}} when it is false or empty; inside, a dot is the item itself.
 */
export function renderTemplate(
  template: string,
  values: unknown,
  options: TemplateOptions = {},
): string {
  return render(template, [values], options.html ?? false);
}

function render(template: string, scope: Scope, html: boolean): string {
  let text = '';
  let rest = template;
  for (;;) {
    const tag = /\{\{\s*([#^]?)\s*([\w.-]+)\s*\}\}/.exec(rest);
    if (!tag) return text + rest;
    const [whole, kind = '', name = ''] = tag;
    text += rest.slice(0, tag.index);
    rest = rest.slice(tag.index + whole.length);
    if (kind === '') {
      text += write(lookUp(name, scope), name, html);
      continue;
    }
    const [inner, behind] = section(rest, name);
    rest = behind;
    for (const item of itemsOf(lookUp(name, scope), kind === '^')) {
      text += render(inner, [...scope, item], html);
    }
  }
}

/** What stands in a section, and what follows its end. */
function section(text: string, name: string): [inner: string, rest: string] {
  const tags = new RegExp(`\\{\\{\\s*([#^/])\\s*${name.replaceAll('.', '\\.')}\\s*\\}\\}`, 'g');
  let depth = 1;
  for (const tag of text.matchAll(tags)) {
    depth += tag[1] === '/' ? -1 : 1;
    if (depth === 0) return [text.slice(0, tag.index), text.slice(tag.index + tag[0].length)];
  }
  throw new SyntaxError(`The section ${name} is never closed.`);
}

/** The items that a section is shown for. */
function itemsOf(value: unknown, inverted: boolean): unknown[] {
  const empty = value === undefined || value === null || value === false || value === '';
  const items = Array.isArray(value) ? value : empty ? [] : [value];
  if (inverted) return items.length === 0 ? [undefined] : [];
  return items;
}

function lookUp(name: string, scope: Scope): unknown {
  if (name === '.') return scope.at(-1);
  for (const values of scope.toReversed()) {
    const found = name.split('.').reduce<unknown>(memberOf, values);
    if (found !== undefined) return found;
  }
  return undefined;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function write(value: unknown, name: string, html: boolean): string {
  if (value === undefined) throw new RangeError(`There is no value for ${name}.`);
  const text =
    typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
  if (!html) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
