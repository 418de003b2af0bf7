import DOMPurify from 'dompurify';
import { useRouter } from '@tanstack/react-router';
import { marked, type Tokens } from 'marked';
import { type MouseEvent, useMemo } from 'react';
import { Code } from './code.tsx';

type Block = { kind: 'html'; html: string } | { kind: 'code'; code: string; language: string };

/** Words of a model or a person: what is not plain formatting falls away; blocks of code have the colours of their language. */
export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => blocksOf(text), [text]);
  const router = useRouter();
  /** A link to a page of this window opens it without loading everything anew. */
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.origin !== location.origin || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    router.history.push(link.pathname + link.search);
  };
  return (
    <div className="prose-cw [overflow-wrap:anywhere]" onClick={follow}>
      {blocks.map((block, index) =>
        block.kind === 'code' ? (
          <Code key={index} text={block.code} name={block.language} />
        ) : (
          <div key={index} className="prose-cw" dangerouslySetInnerHTML={{ __html: block.html }} />
        ),
      )}
    </div>
  );
}

const options = { gfm: true, breaks: true };

function blocksOf(text: string): Block[] {
  const tokens = marked.lexer(text, options);
  const blocks: Block[] = [];
  let prose: typeof tokens = Object.assign([], { links: tokens.links });
  const flush = () => {
    if (prose.length > 0) blocks.push({ kind: 'html', html: clean(marked.parser(prose, options)) });
    prose = Object.assign([], { links: tokens.links });
  };
  for (const token of tokens) {
    if (token.type === 'code') {
      flush();
      const { text: code, lang = '' } = token as Tokens.Code;
      blocks.push({ kind: 'code', code, language: lang.split(/\s/, 1)[0] ?? '' });
    } else prose.push(token);
  }
  flush();
  return blocks;
}

function clean(html: string): string {
  return DOMPurify.sanitize(html, {
    FORBID_TAGS: ['style', 'img', 'form', 'input', 'iframe', 'svg', 'math'],
    FORBID_ATTR: ['style', 'class', 'id'],
  });
}
