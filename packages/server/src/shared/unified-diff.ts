/** How a file changes, as a unified diff with git's names; `null` is a file that is not there. '' where nothing changes. */
export async function unifiedDiff(path: string, before: string | null, after: string | null): Promise<string> {
  if (before === after) return '';
  // Few jobs ask anybody about a change: none waits for this when it starts.
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const [from, to] = [before === null ? '/dev/null' : `a/${path}`, after === null ? '/dev/null' : `b/${path}`];
  return createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  });
}
