/** Letters of a prompt or its parts that a model reads: what is meant for programs only is left out. */
export function lettersOf(value: unknown): number {
  const visible = (key: string, inner: unknown) => (key === 'providerOptions' ? undefined : inner);
  return (JSON.stringify(value, visible) ?? '').length;
}

/** Tokens by the rule of thumb of 4 letters each. */
export function tokensIn(letters: number): number {
  return Math.ceil(letters / 4);
}
