import { Markdown } from '../../components/markdown.tsx';

const sourcesLine = /\n\nSources {2}(?=\[1\] )/;

/** Words in two at the first line that fits, each with the sources of both; the whole as the first part where none fits. */
export function splitCited(text: string, at: RegExp): [string, string] {
  const [words = '', line] = text.split(sourcesLine);
  const from = words.search(at);
  if (from <= 0) return [text, ''];
  const sources = line === undefined ? '' : `\n\nSources  ${line}`;
  return [words.slice(0, from).trimEnd() + sources, words.slice(from) + sources];
}

/** Words whose sources stand in a last line, `Sources  [1] 0123abcd …`: each mark leads to its entry of the record. */
export function Cited({ text, job }: { text: string; job: string }) {
  const [words = '', line = ''] = text.split(sourcesLine);
  const sources = new Map([...line.matchAll(/\[(\d+)\] ([\w-]{8,})/g)].map(([, n = '', id = '']) => [n, id]));
  const linked = (part: string) =>
    part.replaceAll(/\[(\d+)\]/g, (mark, n: string) => {
      const id = sources.get(n);
      return id === undefined ? mark : `[\\[${n}\\]](/jobs/${job}?entry=${id} "Entry ${id} of the record")`;
    });
  // What stands in backticks is code, whatever it looks like.
  const parts = words.split(/(`[^`\n]*`)/).map((part, index) => (index % 2 === 0 ? linked(part) : part));
  return <Markdown text={parts.join('')} />;
}
