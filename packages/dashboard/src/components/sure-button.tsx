import type { Role } from '@codewright/protocol/access';
import { useState } from 'react';
import { Button } from './button.tsx';

interface SureButtonProps {
  /** What it does, as on the button: "Remove". */
  word: string;
  /** What it is done to, for those who do not see where the button stands. */
  name: string;
  pending: boolean;
  start: () => void;
  needs?: Role;
}

/** Does what cannot be undone at the second press: the first asks whether it is meant. */
export function SureButton({ word, name, pending, start, needs = 'viewer' }: SureButtonProps) {
  const [sure, setSure] = useState(false);
  const said = sure ? `Really ${word.toLowerCase()}` : word;
  return (
    <Button
      look="danger"
      needs={needs}
      pending={pending}
      onClick={() => (sure ? start() : setSure(true))}
      onBlur={() => setSure(false)}
      aria-label={`${said} ${name}`}
    >
      {said}
    </Button>
  );
}
