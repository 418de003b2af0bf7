export function loadBundle(file: string): { exports: object; keep: () => void };
