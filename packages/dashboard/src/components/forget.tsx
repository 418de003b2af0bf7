import { useState } from 'react';
import { Button } from './button.tsx';

/** Forgets something at the second press: the first asks whether it is meant. */
export function Forget({ name, pending, start }: { name: string; pending: boolean; start: () => void }) {
  const [sure, setSure] = useState(false);
  return (
    <Button
      look="danger"
      needs="member"
      pending={pending}
      onClick={() => (sure ? start() : setSure(true))}
      onBlur={() => setSure(false)}
      aria-label={`${sure ? 'Really forget' : 'Forget'} ${name}`}
    >
      {sure ? 'Really forget' : 'Forget'}
    </Button>
  );
}
