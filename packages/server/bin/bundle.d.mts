import type { Script } from 'node:vm';

export function compiledFile(file: string, code: string): string;
export function loadBundle(file: string): { script: Script; code: string; exports: object };
