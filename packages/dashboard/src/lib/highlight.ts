import DOMPurify from 'dompurify';
import highlighter from 'highlight.js/lib/common';

const byEnding: Record<string, string> = {
  mjs: 'javascript',
  cjs: 'javascript',
  tsx: 'typescript',
  mts: 'typescript',
  svelte: 'xml',
  vue: 'xml',
  patch: 'diff',
  yml: 'yaml',
  h: 'c',
  hpp: 'cpp',
};
/** More than a person reads at once; colours would make the window wait. */
const longest = 50_000;

/** Code as HTML with the classes of highlight.js; null where its language is not known. `name`: a language or a file's name. */
export function highlight(code: string, name: string): string | null {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  const language = byEnding[ending] ?? ending;
  if (code.length > longest || !highlighter.getLanguage(language)) return null;
  const { value } = highlighter.highlight(code, { language, ignoreIllegals: true });
  return DOMPurify.sanitize(value, { ALLOWED_TAGS: ['span'], ALLOWED_ATTR: ['class'] });
}
