import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { useMemo } from 'react';

/** Words of a model or a person: what is not plain formatting falls away. */
export function Markdown({ text }: { text: string }) {
  const html = useMemo(
    () =>
      DOMPurify.sanitize(marked.parse(text, { async: false, gfm: true, breaks: true }), {
        FORBID_TAGS: ['style', 'img', 'form', 'input', 'iframe', 'svg', 'math'],
        FORBID_ATTR: ['style', 'class', 'id'],
      }),
    [text],
  );
  return <div className="prose-cw [overflow-wrap:anywhere]" dangerouslySetInnerHTML={{ __html: html }} />;
}
