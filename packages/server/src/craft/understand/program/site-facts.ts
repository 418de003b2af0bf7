import { translateAs } from '../../translate/translate.ts';
import type { Requirements, Screen } from '../../requirements.ts';

/** What a description of a site tells of its subject: where it is, when it is open, how to reach it, what it costs. */

const order =
  /\b(?:pages?|seiten?|sections?|bereiche?|web ?sites?|webseiten?|sites?|static|tailwind|playwright|docker|html|css|please|pls|bitte|build|make|create|want|need|would like|should|landing|homepage|responsive|tracking|cookies|p[aá]ginas?|pagine|sitio|sito|s['’]il vous pla[iî]t|por favor)\b/iu;
const telling = /\d|@|https?:|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*day?s?\b/i;
const abbreviated = /\b(?:Dr|Mr|Mrs|Ms|Prof|St|Nr|No|Tel|ca|bzw|z|B)\.$/;
const word = "\\p{Lu}[\\p{L}'’-]+";
const place = new RegExp(
  `(?<!\\p{L})(?:in|at|near|à|en|im|bei) (${word}(?: (?:(?:upon|on|am|an der|sur|de|del|di|le|la) )?${word}){0,2})`,
  'u',
);
const behindName = new RegExp(
  `\\b(?:for|für|pour|para|per) (?:the |die |das |den |la |le |el |il )?(?:[\\p{L}'’&]+ ){0,6}${word}['’"]?, (${word}(?: ${word})?)(?=[.;\\n]| [–-])`,
  'u',
);
const noPlace =
  /^(?:TypeScript|JavaScript|Python|Go|Rust|Node|English|German|French|Spanish|Italian|Portuguese|Deutsch|Tailwind|HTML|CSS|Markdown|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Home|About|Contact|Start)\b/;
const parts = [
  /(?:opening hours|opening times|open(?=:| (?:from|mon|tue|wed|thu|fri|sat|sun|daily|every))|öffnungszeiten|horaires|horarios?|orari)[^.;\n]*\d[^.;\n]*/iu,
  /(?:it )?takes? place [^.;\n]*\d[^.;\n]*/i,
  /(?:tel(?:ephone|efon|éphone|éfono)?|phone|call us|mobile|office)\W{0,3}(?:number )?(?:is |on |: ?)?\+?\d[\d ()/-]{5,}\d/iu,
  /[\w.+-]+@[\w-]+\.[\w.-]*\w/,
  /\b\d{1,4}[a-z]? \p{Lu}\p{Ll}+ (?:Street|Road|Lane|Avenue|Square|Row|Way|Place|Quay|Hill)\b/u,
];

/** Whole sentences, in the words of the description. */
function factsOf(text: string): string[] {
  const facts: string[] = [];
  const add = (fact: string): void => {
    const plain = fact
      .trim()
      .replace(/^(?:please )?(?:mention|say|note|state|tell(?: people| visitors)?|add|write|also)(?: that)? /i, '')
      .replace(/[,;:.\s]+$/, '');
    if (plain !== '' && !facts.some((other) => other.includes(plain)))
      facts.push(`${plain.charAt(0).toUpperCase()}${plain.slice(1)}.`);
  };
  const sentences = sentencesOf(text);
  for (const sentence of sentences) {
    // What "we" tell stands at the head of the first page anyway.
    if (
      !order.test(sentence) &&
      telling.test(sentence) &&
      !/^(?:We|Our|I|My)\b|^\s*(?:[-*•]|\d+[.)])\s/.test(sentence) &&
      sentence.length < 220
    )
      add(sentence);
    else for (const part of parts) add(part.exec(sentence)?.[0] ?? '');
  }
  for (const sentence of sentences) {
    const where = place.exec(sentence)?.[1] ?? behindName.exec(sentence)?.[1];
    if (where !== undefined && !noPlace.test(where) && !facts.some((fact) => fact.includes(where))) {
      add(`In ${where}`);
      break;
    }
  }
  return facts;
}

function sentencesOf(text: string): string[] {
  const found: string[] = [];
  // Points of a list name pages.
  const told = text.replaceAll(/(?<=^|\n)[ \t]*(?:[-*•]|\d+[.)])[ \t][^\n@\d]*(?=\n|$)/g, '');
  for (const piece of told.split(/(?<=[.!?])\s+|\n+|;\s+/)) {
    const last = found.at(-1);
    if (last !== undefined && abbreviated.test(last)) found[found.length - 1] = `${last} ${piece}`;
    else found.push(piece.trim());
  }
  return found.filter((sentence) => sentence !== '');
}

const reach =
  /^(?:contact|kontakt|contact us|contatti|contacto|contato|find us|visit|visit us|get in touch|where to find us|anfahrt|impressum)/i;

/** The facts stand on the first page, and on the one that tells how to get in touch. */
export function withFacts(found: Requirements, text: string, language: string | undefined): Requirements {
  const facts = factsOf(text);
  const screens = found.screens.map((screen) => ({ ...screen, title: asWritten(screen.title, text, language) }));
  if (facts.length === 0) return { ...found, screens };
  const home: Screen = screens.find(({ name }) => name === 'home') ?? {
    name: 'home',
    title: 'Home',
    sections: screens.length === 0 ? ['About', 'Contact'] : [],
    from: found.kindFrom,
  };
  const others = screens
    .filter(({ name }) => name !== 'home')
    .map((screen) => (reach.test(screen.title) ? { ...screen, sections: [...screen.sections, ...facts] } : screen));
  return { ...found, screens: [{ ...home, sections: [...home.sections, ...facts] }, ...others] };
}

/** A page keeps the name that it was given, whatever language that is. */
function asWritten(title: string, text: string, language: string | undefined): string {
  if (language === undefined) return title;
  const wanted = bare(title);
  const items = text
    .split(/[,;:.()\n]|\s(?:und|et|y|e|ed|and|with|mit|avec|con|com|Seiten|pages)\s/u)
    .map((item) => item.trim());
  const item = items.find(
    (one) => one !== '' && one.split(' ').length < 6 && bare(translateAs(one, language)) === wanted,
  );
  return item === undefined ? title : `${item.charAt(0).toUpperCase()}${item.slice(1)}`;
}

const bare = (words: string): string =>
  words
    .toLowerCase()
    .replace(/^(?:the|our|an?) /, '')
    .replace(/[.\s]+$/, '');
