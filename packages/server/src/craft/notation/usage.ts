import { pluralOf, singular } from '../understand/words/grammar.ts';
import { lexicon } from '../understand/words/lexicon.ts';

/**
 * Command lines as manuals write them: "`add <title> --due DATE`, `list` and `done <id>`". What they keep and do with it is put as
 * sentences; what every program that keeps things does anyway (list, show, edit, remove) needs none.
 */

const quoted = /`([^`\n]+)`/g;
const ofTerminal = /\b(?:cli|command[- ]line|terminal|console|shell|commands?)\b/i;
const adds = /^(?:add|new|create|insert|log|record|register)$/;
const ordinary =
  /^(?:add|new|create|insert|list|ls|all|show|view|get|find|search|edit|update|set|remove|rm|delete|del|help)$/;
const done: Record<string, string> = {
  done: 'done',
  finish: 'finished',
  complete: 'done',
  check: 'done',
  tick: 'done',
};
/** A key of a row, or what every list takes. */
const notField =
  /^(?:id|ids|index|number|n|key|uuid|json|help|verbose|quiet|version|all|force|yes|limit|page|sort|format|output|file|config)$/;

/** "Commands: add <amount> <category>, list, delete <id>": written out without quotes. */
const inline = /(\b(?:sub)?commands?(?: are)?: *)([a-z][a-z-]*(?:[^\n.`]|\.(?=\S))*)/gi;

function inQuotes(all: string, opening: string, list: string): string {
  const items = list
    .trim()
    .split(/(?:,\s*(?:and\s+)?|\s+and\s+)(?![^<[]*[>\]])/)
    .filter((item) => item !== '');
  const isCommand = (item: string): boolean =>
    /^[a-z][a-z-]*(?: (?:<[^>]+>|\[[^\]]+\]|--?[a-z][a-z-]*|[A-Z_]+|[a-z]+(?= [<[-])))*$/.test(item);
  if (items.length < 2 || !items.every(isCommand) || !items.some((item) => /[<[]| --/.test(item))) return all;
  return `${opening}${items.map((item) => `\`${item}\``).join(', ')}`;
}

interface Command {
  thing: string | undefined;
  verb: string;
  fields: string[];
}

/** The text with sentences for the commands, and these; undefined where none of them adds anything that could be kept. */
export function usageOf(plain: string): { text: string; said: readonly string[] } | undefined {
  if (!ofTerminal.test(plain)) return undefined;
  const text = plain.replaceAll(inline, inQuotes);
  const spans = [...text.matchAll(quoted)].map(([, said = '']) => said.trim());
  const commands = spans.flatMap((said) => commandOf(said, nameOf(text)));
  const first = commands.find(({ verb }) => adds.test(verb));
  if (commands.length < 2 || !first) return undefined;
  const whole = first.thing ?? thingOf(text);
  if (whole === undefined) return undefined;
  const said = new Set<string>();
  for (const command of commands) {
    const thing = command.thing ?? whole;
    if (adds.test(command.verb)) {
      said.add(`Manage ${pluralOf([thing]).join(' ')}.`);
      const fields = command.fields.map((field) => toldAgain(text, field));
      if (fields.length > 0) said.add(`Each ${thing} has ${listed(fields)}.`);
    } else if (Object.hasOwn(done, command.verb)) said.add(`Mark a ${thing} as ${done[command.verb] ?? 'done'}.`);
    else if (!ordinary.test(command.verb) && lexicon().verbForms.get(command.verb) === command.verb)
      said.add(`Users can ${command.verb} a ${thing}.`);
  }
  // What they are called is kept where all are called after what they do.
  const names = [...new Set(commands.map(({ verb }) => verb))];
  if (commands.every(({ thing }) => thing === undefined || thing === whole) && names.length > 1)
    said.add(`With commands ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}.`);
  const rest = withoutCommands(text);
  const told = [...said].join(' ');
  // Behind the sentence that says what the program is.
  const opening = /^[^\n]*?[.!?](?=\s|$)/.exec(rest)?.[0] ?? rest.split('\n')[0] ?? '';
  return { text: `${opening.replace(/[.:]?$/, '.')} ${told}${rest.slice(opening.length)}`, said: [told] };
}

/** "Priority is low or high": what is told of a field by itself is told of it by its plain name. */
function toldAgain(text: string, field: string): string {
  const plain = field.replace(/^optional /, '');
  return new RegExp(`\\b${plain} (?:is|are|can|must|may)\\b`, 'i').test(text) ? plain : field;
}

/** The name of the program, which may stand before each command. */
function nameOf(text: string): string | undefined {
  return /\b(?:(?:cli|tool|program|app|application|utility)(?: (?:called|named))?|called|named) ["'`“]([a-z][a-z0-9-]*)["'`”]/i.exec(
    text,
  )?.[1];
}

function commandOf(said: string, name: string | undefined): Command[] {
  const words = said.split(/\s+/);
  if (words[0] === '$') words.shift();
  if (words.length > 1 && words[0] === name) words.shift();
  const [one = '', two = ''] = words;
  if (!/^[a-z][a-z-]*$/.test(one)) return [];
  const isVerb = (word: string): boolean =>
    ordinary.test(word) || Object.hasOwn(done, word) || lexicon().verbForms.get(word) === word;
  // "person add NAME"
  if (/^[a-z]+$/.test(two) && isVerb(two) && !adds.test(one))
    return [{ thing: singular(one), verb: two, fields: fieldsOf(words.slice(2)) }];
  // "add person NAME"
  if (/^[a-z]+$/.test(two) && adds.test(one))
    return [{ thing: singular(two), verb: one, fields: fieldsOf(words.slice(2)) }];
  return isVerb(one) || (words.length === 1 && one !== name)
    ? [{ thing: undefined, verb: one, fields: fieldsOf(words.slice(1)) }]
    : [];
}

/** "<title>", "NAME", "[note]", "--priority LEVEL": what is in brackets, or an option, may be left out. */
function fieldsOf(words: readonly string[]): string[] {
  const fields: string[] = [];
  let value = false;
  for (const word of words) {
    const option = /^(\[?)--?([a-z][a-z-]+)(?:[= ].*)?\]?$/.exec(word);
    const place = /^(\[?)[<[{]?([A-Za-z][A-Za-z_-]*)[>\]}]?(?:\.\.\.)?\]?$/.exec(word);
    const name = (option?.[2] ?? place?.[2] ?? '').toLowerCase().replaceAll(/[-_]/g, ' ');
    // "--due DATE": the value of the option.
    if (option === null && value) value = false;
    else if (name !== '' && name.length > 1 && !notField.test(name))
      fields.push(option !== null || word.startsWith('[') ? `optional ${name}` : name);
    if (option) value = true;
  }
  return [...new Set(fields)];
}

/** "to manage notes", "a CLI for recipes", "todo list". */
function thingOf(text: string): string | undefined {
  const known = (word: string | undefined): string | undefined =>
    word === undefined || lexicon().functionWords.has(word) || lexicon().programs.has(word)
      ? undefined
      : singular(word);
  const lower = text.toLowerCase();
  return (
    known(
      /\b(?:manag|track|keep|stor|record|organi[sz]|log|collect)(?:es|e|s|ing|ps)?(?: track of)?(?: (?:my|your|our|all|personal|daily|simple|an?|the))* ([a-z]+s)\b/.exec(
        lower,
      )?.[1],
    ) ??
    known(/\bfor (?:my |our |personal |shared |daily )*([a-z]+s)\b/.exec(lower)?.[1]) ??
    known(/\b([a-z]+) (?:list|tracker|manager|log|book|diary|cli|keeper)\b/.exec(lower)?.[1]) ??
    known(nameOf(text))
  );
}

/** Without the sentence that lists them; what is told of one behind it stays, unless that is what every program does. */
function withoutCommands(text: string): string {
  const lines = text.split('\n').map((line) =>
    line
      .split(/(?<=[.;!?])\s+(?=[A-Z`])/)
      .map((sentence) => {
        const spans = [...sentence.matchAll(quoted)];
        if (!spans.some(([, said = '']) => commandOf(said, nameOf(text)).length > 0)) return sentence;
        if (/^\s*(?:[-*•]|\d+[.)])?\s*`/.test(sentence) && spans.length === 1) {
          const [, span = ''] = spans[0] ?? [];
          const { verb = '' } = commandOf(span, nameOf(text))[0] ?? {};
          const about = sentence.replace(/^\s*(?:[-*•]|\d+[.)])?\s*`[^`]*`\s*(?:[-–—:]|->)?\s*/, '').trim();
          const told = ordinary.test(verb) || Object.hasOwn(done, verb) || lexicon().verbForms.get(verb) === verb;
          const plain = told && (adds.test(verb) || !span.includes('--'));
          return about === '' || plain ? '' : `${about.charAt(0).toUpperCase()}${about.slice(1)}`;
        }
        const from = sentence.search(
          /(?:,?\s*(?:and |it |which |that )*(?:with|has|have|having|offers?|supports?|provides?)?\s*(?:the |these |following |sub)*commands?\s*:?\s*)?[:,]?\s*`/i,
        );
        const head = sentence.slice(0, Math.max(0, from)).trim();
        const named = nameOf(text);
        // The name of the program stands in quotes as well.
        const called = named === undefined ? '' : sentence.slice(0, sentence.indexOf(`\`${named}\``));
        const kept = called !== '' && head === called.trim() ? headBehind(sentence, named ?? '') : head;
        const behind = sentence
          .slice((spans.at(-1)?.index ?? 0) + (spans.at(-1)?.[0].length ?? 0))
          .trim()
          .replace(/^[.,;:]$/, '');
        return [
          kept === '' ? '' : `${kept.replace(/[,:;]$/, '')}.`,
          /^[a-z]/.test(behind) && behind.split(' ').length > 2
            ? `${behind.charAt(0).toUpperCase()}${behind.slice(1)}`
            : '',
        ]
          .filter(Boolean)
          .join(' ');
      })
      .filter((sentence) => sentence !== '')
      .join(' '),
  );
  return lines
    .map((line) => line.replace(/(?:^|(?<=[.!?]\s+))(?:the |sub)?commands?\s*(?:are)?\s*:?\s*$/i, ''))
    .join('\n');
}

/** "A command line tool `todo` in Python with the commands `add`, …" up to the commands. */
function headBehind(sentence: string, name: string): string {
  const at = sentence.indexOf(`\`${name}\``) + name.length + 2;
  const rest = sentence.slice(at);
  const end = rest.search(
    /(?:,?\s*(?:and |it )*(?:with|has|have|having|offers?|supports?)?\s*(?:the |these |following |sub)*commands?\s*:?\s*)?[:,]?\s*`/,
  );
  return `${sentence.slice(0, at)}${end < 0 ? rest : rest.slice(0, end)}`.trim();
}

function listed(names: readonly string[]): string {
  const all = names.map((name) => `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`);
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}
