import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue } from '@codewright/protocol/json';
import { Eta } from 'eta';
import { dataFolder } from '../shared/data.ts';
import { CodewrightError } from '../shared/errors.ts';
import { shortId } from '../shared/ids.ts';
import type { Fact, Rendered, TemplateData, TemplateName } from './contract.ts';

// Private-use characters around a source's number: no value can forge a citation, they are taken out of values first.
const open = '\uE000';
const close = '\uE001';
const citation = /\uE000(\d+)\uE001/g;

const eta = new Eta({ autoEscape: false, useWith: false, cache: false, autoTrim: [false, 'nl'] });

/** What a terminal might act on, or what turns the direction of a line. */
const unprintable = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uE000\uE001]/gu;

function isFact(value: unknown): value is Fact {
  return typeof value === 'object' && value !== null && 'entry' in value && 'value' in value;
}

function shown(value: JsonValue): string {
  const text =
    typeof value === 'string' ? value : Array.isArray(value) ? value.map(shown).join(', ') : JSON.stringify(value);
  return text.replace(/\s+/g, ' ').replace(unprintable, '').trim();
}

/** Numbers sources as the template asks for them, and wraps what it sees so that a missing name throws. */
class Citations {
  readonly ids: string[] = [];
  uncited = 0;
  readonly #template: string;

  constructor(template: string) {
    this.#template = template;
  }

  wrap(value: unknown, path: string): unknown {
    if (isFact(value)) return this.#fact(value, path);
    if (Array.isArray(value)) return value.map((item, index) => this.wrap(item, `${path}[${index}]`));
    if (typeof value !== 'object' || value === null) return value;
    return new Proxy(value as Record<string, unknown>, {
      get: (target, name) => {
        if (typeof name === 'symbol' || name === 'then') return undefined;
        const at = path === '' ? name : `${path}.${name}`;
        if (!Object.hasOwn(target, name)) throw missing(this.#template, at);
        return this.wrap(target[name], at);
      },
    });
  }

  #fact(fact: Fact, path: string) {
    return new Proxy(fact, {
      get: (target, name) => {
        // For conditions in a template; to print it would lose the source.
        if (name === 'value') return target.value;
        if (name === 'toString') return () => this.#print(target);
        if (name === Symbol.toPrimitive) return () => this.#print(target);
        if (typeof name === 'symbol') return undefined;
        throw missing(this.#template, `${path}.${name}`);
      },
    });
  }

  #print(fact: Fact): string {
    if (fact.entry === null) {
      this.uncited += 1;
      return shown(fact.value);
    }
    let index = this.ids.indexOf(fact.entry);
    if (index < 0) index = this.ids.push(fact.entry) - 1;
    return `${shown(fact.value)}${open}${index}${close}`;
  }
}

function missing(template: string, path: string): CodewrightError {
  return new CodewrightError('INTERNAL', `The template ${template} asks for ${path}, which it was not given.`);
}

/**
 * Words for structured facts. Each fact that is printed carries its source as [n]; a source that a line names several times
 * stands at the last place only. @throws CodewrightError INTERNAL when the template asks for what it was not given.
 */
export function renderTemplate(source: string, name: string, data: TemplateData): Rendered {
  const citations = new Citations(name);
  const raw = eta.renderString(source, citations.wrap(data, '') as object);
  const numbers = new Map<string, number>();
  const lines = raw
    .split('\n')
    .map((line) =>
      line.replace(citation, (mark, index: string, at: number) =>
        line.includes(mark, at + 1) ? '' : cite(numbers, index),
      ),
    )
    .map((line) => line.trimEnd());
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const sources = [...numbers].map(([index, n]) => ({ n, entry: citations.ids[Number(index)] ?? '' }));
  const list = sources.map(({ n, entry }) => `[${n}] ${shortId(entry)}`).join('  ');
  return { text: list === '' ? text : `${text}\n\nSources  ${list}`, sources, uncited: citations.uncited };
}

function cite(numbers: Map<string, number>, index: string): string {
  const n = numbers.get(index) ?? numbers.size + 1;
  numbers.set(index, n);
  return ` [${n}]`;
}

const loaded = new Map<string, string>();

/** One of the house's templates (`templates/<name>.eta`, or those of `folder`). */
export function render(name: TemplateName, data: TemplateData, folder?: string): Rendered {
  const file = join(folder ?? dataFolder('templates'), `${name}.eta`);
  let source = loaded.get(file);
  if (source === undefined) {
    source = readFileSync(file, 'utf8');
    loaded.set(file, source);
  }
  return renderTemplate(source, name, data);
}
