import { useEffect, useState } from 'react';

/** Code in the colours of its language, once they are there. `name`: a language, or the name of a file. */
export function Code({ text, name, label }: { text: string; name: string; label?: string }) {
  const [html, setHtml] = useState<{ of: string; html: string | null } | null>(null);
  const key = `${name}\n${text}`;
  useEffect(() => {
    let wanted = true;
    const load = async () => {
      const { highlight } = await import('../lib/highlight.ts');
      if (wanted) setHtml({ of: key, html: highlight(text, name) });
    };
    load().catch((error: unknown) => reportError(error));
    return () => {
      wanted = false;
    };
  }, [key, text, name]);
  const coloured = html?.of === key ? html.html : null;
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={label ?? (name === '' ? 'Code' : `Code, ${name}`)}
      className="max-h-[50vh] overflow-auto rounded-md bg-code p-3 font-mono text-[12.5px] leading-relaxed"
    >
      {coloured === null ? <code>{text}</code> : <code dangerouslySetInnerHTML={{ __html: coloured }} />}
    </pre>
  );
}
