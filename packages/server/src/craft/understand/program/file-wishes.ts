import { kebab } from '../../emit/names.ts';
import { dataVariable } from '../../kinds/cli-tool/names.ts';
import { fitsRowsFile, keepsRowsFile, rowsFormats } from '../../kinds/entity-cli/rows-formats.ts';
import { ownKeeping } from '../../kinds/registry.ts';
import type { Requirements, Understanding } from '../../requirements.ts';

/** Files that a text wants of the rows that it speaks of: to keep them in, to export them to, to import them from. */

interface FileWish {
  words: string;
  reason: string;
  /** A tool over rows writes them so: `list --format csv`. */
  written: boolean;
  /** The file in which rows are to be kept, and the folder in which it is to lie. */
  kept?: { format: string; name: string | undefined; folder: string | undefined };
  nearest?: (language: Requirements['language']) => string;
  from: number;
  to: number;
}

const formats = '(?:csv|json|yaml|xml|toml|excel|xlsx|pdf|markdown|text|txt)';
const beside =
  '(?:\\s*[,;])?(?:\\s+(?:and|also|plus|with|that|which|it|they|data|everything|are|is|can|should|be|an?|the|all))*\\s+';
const between = '(?:\\s+(?!and\\b|or\\b)[a-z]+){0,4}?\\s+';
const quote = '["\'`]?';
const kept = new RegExp(
  `${beside}(?:saved?|saves|saving|stored?|stores|storing|kept|keeps?|keeping|persist(?:s|ed|ing)?|writes?|written|data(?:\\s+(?:is|are|lives?|goes|belongs|stays))?)\\b${between}((?:in|to|into|as|on)\\s+(?:(?:an?|the|its|one|single|local|plain|simple|flat)\\s+)*(?:(?:(${formats})\\s+(?:files?|documents?)(?:\\s*\\(?(?:(?:called|named)\\s+)?${quote}([~./\\w-]*\\w\\.(?:${formats}))${quote}\\)?)?|(json|csv)(?=\\s+(?:in|under|on)\\s+(?:the|my|your|a)\\s|\\s*(?:[.,;!]|$)))|(?:file\\s+)?(?:(?:called|named)\\s+)?${quote}([~./\\w-]*\\w\\.(${formats}))${quote}))(?!\\w)((?:\\s+(?:in|under|of)\\s+(?:the\\s+|my\\s+|your\\s+|a\\s+)?(?:user['’]s\\s+)?(?:home|current|working|same)(?:\\s+(?:director(?:y|ies)|folder))?)?)`,
  'gi',
);
const exchanged = new RegExp(
  `${beside}((?:(?:export|import)(?:s|ed|ing|able)?\\b(?:${between}(?:to|as|into|from|in)\\s+|\\s+)(?:an?\\s+)?${formats}(?:\\s*(?:and|or|,|/)\\s*${formats})*(?:\\s+files?)?|${formats}\\s+(?:exports?|imports?|exporting|importing))(?:\\s+and\\s+(?:exports?|imports?|exporting|importing))?)(?![\\w-])`,
  'gi',
);
/** Where a tool that one person runs keeps its rows anyway. */
const ownFile = new RegExp(
  `${beside}(?:saved?|saves|stored?|stores|kept|keeps?|persist(?:s|ed)?)\\s+(?:(?:it|them|all|everything|data|locally)\\s+)*(?:in|to|into|on)\\s+(?:(?:an?|the|one|single|local|plain|simple)\\s+)*(?:files?|disk)(?:\\s+(?:in|under|of)\\s+(?:(?:the|my|your|a)\\s+)?(?:user['’]s\\s+)?home(?:\\s+(?:director(?:y|ies)|folder))?)?(?=\\s*(?:[.,;!]|$|\\band\\b))`,
  'gi',
);
const refused = /\b(?:no|not|never|without|instead of|rather than|cannot|can't)\s*(?:be)?$/i;

function fileWishes(text: string): FileWish[] {
  const found: FileWish[] = [];
  for (const match of text.matchAll(kept)) {
    const [, , listed, listedName, bare, fileName, ending, place] = match;
    const format = listed ?? bare ?? ending ?? '';
    const path = listedName ?? fileName;
    const named = /^te?xt$/i.test(format) ? 'text' : format.toUpperCase();
    found.push({
      words: match[1] ?? '',
      reason: `rows are not kept as ${named}`,
      written: false,
      kept: {
        format: format.toLowerCase(),
        name: path?.split('/').at(-1),
        folder: place?.trim() || (path?.includes('/') ? path : undefined),
      },
      nearest: (language) => `the same with ${ownKeeping(language)}`,
      from: match.index,
      to: match.index + match[0].length,
    });
  }
  for (const match of text.matchAll(exchanged)) {
    const words = match[1] ?? '';
    const reason = 'rows are neither exported nor imported yet';
    const written = /export/i.test(words) && !/import|yaml|xml|toml|excel|xlsx|pdf|markdown|te?xt/i.test(words);
    found.push({ words, reason, written, from: match.index, to: match.index + match[0].length });
  }
  return found.filter(({ from }) => !refused.test(text.slice(0, from).trimEnd()));
}

/**
 * Reads a text without these wishes, whose words are no fields of anything, and says that they cannot be met. Where no rows come of
 * it the whole is read: files may be all that it is about.
 * @param understand reads a text whose words stand in their places.
 */
export function besideFiles(text: string, understand: (read: string) => Understanding): Understanding {
  const without = text.replaceAll(ownFile, (words) => words.replaceAll(/[^\n]/g, ' '));
  if (without !== text) {
    const found = besideFiles(without, understand);
    const tool = found.verdict === 'understood' && found.requirements.kind === 'cli_tool';
    if (tool && found.requirements.entities.length > 0) return found;
  }
  const wishes = fileWishes(text);
  if (wishes.length === 0) return understand(text);
  const read = wishes.reduce(
    (left, { from, to }) => left.slice(0, from) + left.slice(from, to).replaceAll(/[^\n]/g, ' ') + left.slice(to),
    text,
  );
  const found = understand(read);
  if (found.verdict !== 'understood' || found.requirements.entities.length === 0) return understand(text);
  const { kind, language, unsupported, assumptions, unread } = found.requirements;
  const file = rowsFileOf(wishes, found.requirements);
  const isWritten = (wish: FileWish): boolean => wish.written && kind === 'cli_tool';
  const unmet = wishes
    .filter((wish) => !isWritten(wish) && wish !== file?.wish)
    .map(({ words, reason, nearest }) => ({ words, reason, ...(nearest ? { nearest: nearest(language) } : {}) }));
  const met = wishes.filter(isWritten).map(({ words }) => {
    const format = /csv/i.test(words) ? 'csv' : 'json';
    return `“${words}”: \`list --format ${format} > FILE\` writes every row.`;
  });
  return {
    ...found,
    requirements: {
      ...found.requirements,
      ...(file ? { rowsFile: file.rowsFile } : {}),
      unsupported: [...unsupported, ...unmet, ...(file?.unmet ?? [])],
      assumptions: [...assumptions, ...met, ...(file ? [whereIs(file.rowsFile, found.requirements)] : [])],
      // What was read here is not looked for elsewhere.
      unread: unread.filter((words) => !wishes.some((wish) => isTold(text, wish, words))),
    },
  };
}

function whereIs(file: NonNullable<Requirements['rowsFile']>, requirements: Requirements): string {
  const { name } = requirements;
  return `Rows are kept in \`${file.name}\`, which lies in \`~/.local/share/${name}\` or in the folder that \`$${dataVariable(requirements)}\` names.`;
}

/** Words before those of the file that tell of nothing else: "Data is persisted", "Plants are", "It". */
const onlyAbout =
  /^(?:(?:the|all|your|my|its|every) )*(?:data|it|they|them|everything|[a-z]+s)?(?: (?:is|are|should|must|be|gets?|will|automatically|locally|always))*\s*$/i;

/** Whether a sentence that nothing took up only tells of the file. */
function isTold(text: string, { words, from, to }: FileWish, sentence: string): boolean {
  if (sentence.replace(/^(?:with|and|also) /, '') === words) return true;
  const at = text.indexOf(sentence);
  const end = at + sentence.length;
  return at >= 0 && end > from && end <= to && onlyAbout.test(text.slice(Math.min(at, from), from));
}

/** The file in which a tool keeps its rows, as the description wants it, where its language and format can. */
function rowsFileOf(
  wishes: readonly FileWish[],
  requirements: Requirements,
): { wish: FileWish; rowsFile: NonNullable<Requirements['rowsFile']>; unmet: Requirements['unsupported'] } | undefined {
  const { kind, language, name, entities } = requirements;
  const [only, more] = entities;
  const kept = wishes.filter((one) => one.kept !== undefined);
  const [wish] = kept;
  const format = rowsFormats.find((one) => one === wish?.kept?.format);
  if (kind !== 'cli_tool' || !wish?.kept || kept.length > 1 || !format) return undefined;
  if (!keepsRowsFile(language, format) || !fitsRowsFile(requirements, format)) return undefined;
  const { folder } = wish.kept;
  const own = `\`${dataVariable(requirements)}\``;
  const unmet =
    folder === undefined
      ? []
      : [
          {
            words: folder,
            reason: 'the file lies in the folder in which the tool keeps its data',
            nearest: `any other folder, which ${own} names`,
          },
        ];
  return {
    wish,
    rowsFile: { format, name: wish.kept.name ?? `${only && !more ? kebab(only.plural) : name}.${format}` },
    unmet,
  };
}
