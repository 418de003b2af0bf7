import { useState } from 'react';
import type { DiffFile } from './diff-model.ts';

/** Files that were looked at, as they were then: one that has changed since is new again, and no other. */
export function useViewed(job: string): { has: (file: DiffFile) => boolean; toggle: (file: DiffFile) => void } {
  const key = `codewright.viewed.${job}`;
  const [marks, setMarks] = useState<Record<string, string>>(() => {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, string>) : {};
  });
  const has = (file: DiffFile) => marks[file.path] === file.mark;
  return {
    has,
    toggle(file) {
      const { [file.path]: _before, ...rest } = marks;
      const next = has(file) ? rest : { ...rest, [file.path]: file.mark };
      localStorage.setItem(key, JSON.stringify(next));
      setMarks(next);
    },
  };
}
