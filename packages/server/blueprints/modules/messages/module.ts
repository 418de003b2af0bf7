type MessageValues = Readonly<Record<string, unknown>>;

export interface FormatMessageOptions {
  /** The language and country, such as de-AT. */
  locale?: string;
}

export interface TranslateOptions {
  values?: unknown;
  /** The language where there is no other. */
  fallback?: string;
}

/** Text as it stands, a place to fill, or the number of a plural. */
type MessagePart =
  | string
  | { kind: 'number sign' }
  | { kind: 'place'; name: string; type: string; choices: Map<string, MessagePart[]> };

/** Fills the places of a message (ICU: plural, select, number, date). @throws SyntaxError, or RangeError for missing values. */
export function formatMessage(
  message: string,
  values: unknown,
  options: FormatMessageOptions = {},
): string {
  const { locale = 'en' } = options;
  return filled(readMessage(message), named(values), locale, undefined);
}

/** Fills the message of a key: `de-AT`, then `de`, then the fallback. */
export function translate(
  messages: unknown,
  key: string,
  locale: string,
  options: TranslateOptions = {},
): string {
  const { values = {}, fallback = 'en' } = options;
  for (const language of [locale, locale.replace(/-.*$/, ''), fallback]) {
    const message = named(named(messages)[language] ?? {})[key];
    if (typeof message === 'string') return formatMessage(message, values, { locale: language });
  }
  throw new RangeError(`There is no message ${key} for ${locale} or ${fallback}.`);
}

/** What comes from outside may be anything. */
function named(values: unknown): MessageValues {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new RangeError('Values and messages are given by name.');
  }
  return values as MessageValues;
}

function filled(
  parts: readonly MessagePart[],
  values: MessageValues,
  locale: string,
  count: number | undefined,
): string {
  const texts = parts.map((part) => {
    if (typeof part === 'string') return part;
    if (part.kind === 'number sign') return new Intl.NumberFormat(locale).format(count ?? 0);
    const value = values[part.name];
    if (value === undefined) throw new RangeError(`There is no value for ${part.name}.`);
    switch (part.type) {
      case 'plural': {
        const number = Number(value);
        const form = new Intl.PluralRules(locale).select(number);
        const choice =
          part.choices.get(`=${number}`) ?? part.choices.get(form) ?? part.choices.get('other');
        return filled(choice ?? [], values, locale, number);
      }
      case 'select': {
        const choice = part.choices.get(String(value)) ?? part.choices.get('other');
        return filled(choice ?? [], values, locale, count);
      }
      case 'number':
        return new Intl.NumberFormat(locale).format(Number(value));
      case 'date':
        return new Intl.DateTimeFormat(locale, { timeZone: 'UTC' }).format(new Date(String(value)));
      default:
        return String(value);
    }
  });
  return texts.join('');
}

function readMessage(message: string): MessagePart[] {
  const reader = new MessageReader(message);
  const parts = reader.parts(false);
  reader.expectEnd();
  return parts;
}

class MessageReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  expectEnd(): void {
    if (this.#at < this.#text.length) throw new SyntaxError('There is a } too many.');
  }

  /** Up to the end or a closing brace. */
  parts(inPlural: boolean): MessagePart[] {
    const parts: MessagePart[] = [];
    let text = '';
    while (this.#at < this.#text.length && this.#text[this.#at] !== '}') {
      const letter = this.#text[this.#at] ?? '';
      if (letter === "'") text += this.#quoted();
      else if (letter === '{' || (letter === '#' && inPlural)) {
        parts.push(text, letter === '{' ? this.#place(inPlural) : this.#sign());
        text = '';
      } else {
        text += letter;
        this.#at += 1;
      }
    }
    return [...parts, text].filter((part) => part !== '');
  }

  #sign(): MessagePart {
    this.#at += 1;
    return { kind: 'number sign' };
  }

  /** Two quotes are one; a quote before a brace keeps all up to the next as it is. */
  #quoted(): string {
    const rest = this.#text.slice(this.#at);
    const [all = "'", kept = "'"] = /^'('|[{}#][^']*)'?/.exec(rest) ?? [];
    const double = rest.startsWith("''");
    this.#at += double ? 2 : all.length;
    return double ? "'" : kept;
  }

  #place(inPlural: boolean): MessagePart {
    this.#at += 1;
    const name = this.#word(/^\s*([\w.-]+)\s*/, 'a name');
    if (this.#take('}')) return { kind: 'place', name, type: 'text', choices: new Map() };
    if (!this.#take(',')) throw new SyntaxError(`Behind ${name} there should be , or }.`);
    const type = this.#word(/^\s*(plural|select|number|date)\s*/, 'plural, select, number or date');
    if (this.#take('}')) return { kind: 'place', name, type, choices: new Map() };
    this.#expect(',');
    const choices = new Map<string, MessagePart[]>();
    while (!this.#take('}')) {
      const choice = this.#word(/^\s*(=?[\w-]+)\s*/, 'a choice or }');
      this.#expect('{');
      choices.set(choice, this.parts(inPlural || type === 'plural'));
      this.#expect('}');
      this.#word(/^(\s*)/, '');
    }
    if (!choices.has('other')) throw new SyntaxError(`The choices of ${name} lack other.`);
    return { kind: 'place', name, type, choices };
  }

  #word(pattern: RegExp, what: string): string {
    const [all, word] = pattern.exec(this.#text.slice(this.#at)) ?? [];
    if (all === undefined)
      throw new SyntaxError(`At letter ${this.#at + 1} there should be ${what}.`);
    this.#at += all.length;
    return word ?? '';
  }

  #take(letter: string): boolean {
    const there = this.#text[this.#at] === letter;
    if (there) this.#at += 1;
    return there;
  }

  #expect(letter: string): void {
    if (!this.#take(letter))
      throw new SyntaxError(`At letter ${this.#at + 1} there should be ${letter}.`);
  }
}
