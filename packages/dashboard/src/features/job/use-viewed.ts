import type { Reviews, ViewedFile } from '@codewright/protocol/review';
import { useState } from 'react';
import { api, queries } from '../../lib/api.ts';
import { notifyError } from '../../lib/notices.ts';
import type { DiffFile } from './diff-model.ts';

export interface Viewed {
  has(file: DiffFile): boolean;
  toggle(file: DiffFile): void;
}

/**
 * Files that one has looked at, as they were then, on whatever device: one that has changed since is new again, and no other.
 * `commit`: what the diff leads to.
 */
export function useViewed(job: string, kept: readonly ViewedFile[], commit: string | null): Viewed {
  /** What is on its way to the server, by path. */
  const [own, setOwn] = useState<ReadonlyMap<string, boolean>>(new Map());
  const has = ({ path, mark }: DiffFile) => own.get(path) ?? kept.some((one) => one.file === path && one.mark === mark);
  const send = async ({ path, mark }: DiffFile, viewed: boolean) => {
    try {
      const now = await api().view(job, { file: path, mark, commit: commit ?? '', viewed });
      queries.setQueryData<Reviews>(['review', job], (before) => before && { ...before, ...now });
    } catch (error) {
      notifyError(error, `It could not be kept that ${path} was looked at`);
    }
    setOwn((before) => new Map([...before].filter(([key]) => key !== path)));
  };
  return {
    has,
    toggle(file) {
      const viewed = !has(file);
      setOwn((before) => new Map(before).set(file.path, viewed));
      void send(file, viewed);
    },
  };
}
