const fileName = /^[\w@.[\]()-]*[\w\])]\.[A-Za-z][A-Za-z0-9]{0,7}$/;
const knownFiles = new Set(['dockerfile', 'makefile', 'license', 'jenkinsfile', 'procfile', 'codeowners']);
/** Names with a dot that are no files. */
const notFiles = new Set([
  'node.js',
  'vue.js',
  'next.js',
  'express.js',
  'three.js',
  'd3.js',
  'nuxt.js',
  'asp.net',
  'e.g',
  'i.e',
]);

/** Whether one word of a text is probably a path: `src/a.ts`, `a.ts`, `.env`, `Dockerfile`; not `Node.js` or `and/or`. */
export function looksLikePath(word: string): boolean {
  const lower = word.toLowerCase();
  if (lower.includes('://') || notFiles.has(lower)) return false;
  if (knownFiles.has(lower)) return true;
  if (
    /^(?:ci\/cd|and\/or|i\/o|n\/a|tcp\/ip|read\/write|either\/or|client\/server|input\/output|on\/off|yes\/no)$/.test(
      lower,
    )
  )
    return false;
  if (/^(?:\.{0,2}\/|~\/|[\w@.[\]-]+[/\\])[\w@./\\[\]() -]*$/.test(word)) return true;
  return /^\.[a-z][\w.-]+$/i.test(word) || fileName.test(word);
}
