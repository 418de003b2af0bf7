/** What stands before the words of a line and is no part of them: numbers of requirements, heads of tickets, who speaks. */

const numbered =
  /^(\s*(?:[-*•]\s+)?)[[(*]*(?:(?:REQ|FR|NFR|BR|UC|US|AC|TC|SR|UR|RQ|R|F|S|RULE|ITEM|STORY|TASK|FEAT|FEATURE|REQUIREMENT|ANF|EX)[-_ .]?\d+(?:\.\d+)*[a-z]?|[A-Z]{2,10}-\d+)[\])*]*\s*[:.)–—-]+\s+/;
const ticketHead =
  /^\s*[*_]*(?:type|issue type|priority|assignee|reporter|labels?|status|sprint|story points?|estimate|epic|epic link|fix versions?|components?|created|updated|due|resolution|severity|environment|affects versions?|watchers|team|date|from|to|cc|bcc|sent)[*_]*\s*:[*_]*\s*(\S.{0,60})$/i;
const sectionHead =
  /^(\s*)[*_#]*\s*(?:summary|description|story|user story|details|background|context|overview|intro|introduction|goal|purpose|what|wanted|wish|request|task|brief|subject|betreff|objet|asunto)[*_]*\s*:[*_]*\s+(?=\S)/i;
/** "**Rooms**" alone on its line is a heading. */
const boldHead = /^\s{0,3}(?:\*\*|__)\s*([\p{L}][\p{L}\d &/'-]{1,40}?)\s*:?\s*(?:\*\*|__)\s*:?\s*$/u;
/** "Project: HelpDesk" over all the rest: what it is called. */
const named = /^\s*[*_]*(?:project|title|app|product|name)(?: name)?[*_]*\s*:[*_]*\s*([^.,:;]{2,41})$/i;
const isCapitalised = (text: string): boolean => /^\p{Lu}/u.test(text);
const mailed = /^(\s*)(?:(?:subject|betreff|objet|asunto|re|fw|fwd|aw|wg)\s*:\s*)+(?=\S)/i;
const speaker =
  /^\s*[*_]*(q|a|question|answer|user|bot|me|you|client|customer|dev|developer|assistant|ai|agent|interviewer|human|frage|antwort|kunde|ich)\s*[:>][*_]*\s+(.*)$/i;
const asker = /^(?:q|question|bot|you|dev|developer|assistant|ai|agent|interviewer|frage)$/i;

/** "REQ-1: The system must …" without its number, and without the lines that only a tracker wants. */
export function withoutLabels(text: string): string {
  const lines = text.split('\n');
  const heads = lines.slice(0, 16).filter((line) => ticketHead.test(line)).length;
  const counted = lines.filter((line) => numbered.test(line)).length;
  return lines
    .flatMap((line, index) => {
      if (heads > 1 && index < 16 && ticketHead.test(line)) return [];
      const name = index < 4 && lines.length > 2 && named.exec(line)?.[1];
      if (name && isCapitalised(name)) return [`# ${name}`];
      const plain = counted > 1 || index === 0 ? line.replace(numbered, '$1') : line;
      return [plain.replace(boldHead, '## $1').replace(mailed, '$1').replace(sectionHead, '$1')];
    })
    .join('\n');
}

/** "name*, email*, phone (* = required)": what bears no star may be left out. */
export function withoutStars(text: string): string {
  const legend =
    /\(?\s*\*\s*(?:=|:|-|–|means|marks|is|are|fields are)?\s*(?:required|mandatory|pflichtfeld(?:er)?|obligatoire|obligatorio)\s*(?:fields?)?\s*\)?\.?/i;
  if (!legend.test(text)) return withoutMarks(text);
  return text
    .replace(legend, '')
    .split('\n')
    .map((line) => {
      if (!/[\w)]\*(?=\s*(?:,|$|\.|\())/.test(line)) return line;
      const [head = '', tail] = line.split(/:\s*(.*)/);
      const list = tail === undefined || tail === '' ? head : tail;
      const marked = list
        .split(/,\s*(?![^()]*\))/)
        .map((item) =>
          /[\w)]\*/.test(item) ? item.replace(/(?<=[\w)])\*/, '') : `${item.replace(/\.$/, '')} optional`,
        )
        .join(', ');
      return tail === undefined || tail === '' ? marked : `${head}: ${marked}`;
    })
    .join('\n');
}

/** "name!, price, description?": what is marked so is needed, or may be left out. */
function withoutMarks(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      /\w[!?]\s*,/.test(line)
        ? line
            .replaceAll(/(?<=\w)!(?=\s*(?:,|$))/g, ' (required)')
            .replaceAll(/(?<=\w)\?(?=\s*(?:,|$))/g, ' (optional)')
        : line,
    )
    .join('\n');
}

/** "Hot desks – product brief (v2)": the kind of paper is no part of the name. */
export function withoutPaper(text: string): string {
  return text.replace(
    /^(\s*[#*_ ]*[^\n.:]{3,60}?)\s+[-–—:]\s+(?:product |project |technical |design |functional )?(?:brief|spec|specification|requirements|prd|rfc|concept|overview|proposal|description|draft|notes)\b[^\n.]{0,30}?(?=\*|\n|$)/i,
    '$1',
  );
}

/** Questions and answers: what is asked is not wanted, what is answered is. */
export function withoutQuestions(text: string): string {
  const lines = text.replaceAll(/(?<=[?.!])\s+(?=(?:A|Answer|Antwort)\s*:\s)/g, '\n').split('\n');
  const spoken = lines.map((line) => speaker.exec(line));
  const who = new Set(spoken.flatMap((match) => (match?.[1] ? [match[1].toLowerCase()] : [])));
  if (who.size < 2 || spoken.filter(Boolean).length < 3) return text;
  let asked = '';
  let thing = '';
  return lines
    .flatMap((line, index) => {
      const match = spoken[index];
      if (!match?.[1]) return [line];
      const words = match[2] ?? '';
      if (asker.test(match[1])) {
        asked = words;
        return [];
      }
      const said = answer(words, asked, thing);
      thing =
        /\b(?:track of|of|for|manage|keep|my|our|store|log|about)\s+(?:my |our |the |all )*([a-z]+s)\b/i.exec(
          words,
        )?.[1] ?? thing;
      asked = '';
      return [/[.!?:]$/.test(said) ? said : `${said}.`];
    })
    .join('\n');
}

/** "name, breed" said to "what do you want to know about them?" */
function answer(words: string, asked: string, thing: string): string {
  const wanted =
    /\b(?:know|store|keep|note|record|save|track|fields?|data|information|details?|need)\b.*\b(?:about|of|for|on|per)\s+(?:(?:an?|each|every|the|your|one)\s+)?([a-z]+)/i.exec(
      asked,
    )?.[1];
  const what = wanted === undefined || /^(?:them|it|these|those|each|that|him|her)$/i.test(wanted) ? thing : wanted;
  const list =
    /^[a-z][\w -]*(?:\([^()]*\))?(?:,\s*|\s+and\s+)/i.test(words) &&
    !/^(?:i|we|they|you|the|people|users|each|every)\b/i.test(words);
  if (wanted !== undefined && what !== '' && list) return `${what}: ${words}`;
  if (/\b(?:technology|language|stack|kind of (?:program|app|api|service)|built with|tech)\b/i.test(asked))
    return words.replace(/^(?:it should be |it is |it's )?/i, '');
  return words.replace(/^(?:yes|no|yeah|well|so|ok|okay|hm+|um)[,.]?\s+/i, '');
}

/** "### 2.1 Item" and "* `title`": headings without their numbers, points with the usual mark. */
export function withoutNumbers(text: string): string {
  return text
    .replaceAll(/^(#{1,6}[ \t]+)\d+(?:\.\d+)*[.)]?[ \t]+(?=\p{L})/gmu, '$1')
    .replaceAll(/^([ \t]*)\*[ \t]+(?=\S)/gm, '$1- ');
}
