import Anser from 'anser';
import { useMemo } from 'react';

const colors: Record<string, string> = {
  'ansi-red': 'text-bad',
  'ansi-bright-red': 'text-bad',
  'ansi-green': 'text-good',
  'ansi-bright-green': 'text-good',
  'ansi-yellow': 'text-warn',
  'ansi-bright-yellow': 'text-warn',
  'ansi-blue': 'text-busy',
  'ansi-bright-blue': 'text-busy',
  'ansi-bright-black': 'text-faint',
};

/** What a program wrote, its colours kept. */
export function Terminal({ text }: { text: string }) {
  const parts = useMemo(() => Anser.ansiToJson(text, { json: true, remove_empty: true, use_classes: true }), [text]);
  return (
    <pre
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-md border bg-code p-3 font-mono text-[12px] leading-[1.55] whitespace-pre-wrap [overflow-wrap:anywhere]"
    >
      {parts.map((part, index) => (
        // The parts of one text never change places: their index is their name.
        <span
          key={index}
          className={`${colors[part.fg ?? ''] ?? ''} ${part.decorations.includes('bold') ? 'font-semibold' : ''}`}
        >
          {part.content}
        </span>
      ))}
    </pre>
  );
}
