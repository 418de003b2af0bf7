export function loadBundle(file: string): {
  exports: object;
  keep: () => void;
  taken: { name: string; rejected: boolean }[];
};
