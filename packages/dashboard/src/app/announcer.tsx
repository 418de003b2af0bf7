import type { PendingDecision } from '@codewright/protocol/client';
import { useEffect, useRef, useState } from 'react';
import { statusWords } from '../lib/format.ts';
import { onEntry } from '../lib/live.ts';

/** One polite voice for what changes, at most every 5 s; what waits for a person is said at once. */
export function Announcer({ pending }: { pending: PendingDecision[] | undefined }) {
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    let latest = '';
    const off = onEntry(({ kind, data, job }) => {
      const to = data['to'];
      if (kind === 'job_status' && typeof to === 'string' && to in statusWords)
        latest = `Job ${job.slice(-4)}: ${statusWords[to as keyof typeof statusWords].label}`;
    });
    const timer = setInterval(() => {
      if (latest !== '') setPolite(latest);
      latest = '';
    }, 5000);
    return () => {
      off();
      clearInterval(timer);
    };
  }, []);
  useEffect(() => {
    if (!pending) return;
    const added = pending.filter((one) => known.current && !known.current.has(one.id));
    known.current = new Set(pending.map((one) => one.id));
    const [first] = added;
    if (first)
      setUrgent(`${first.kind === 'approval' ? 'Approval needed' : 'A question'}: ${first.text.slice(0, 200)}`);
  }, [pending]);
  return (
    <>
      <div aria-live="polite" className="sr-only">
        {polite}
      </div>
      <div role="alert" className="sr-only">
        {urgent}
      </div>
    </>
  );
}
