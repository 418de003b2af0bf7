import { useState } from 'react';
import { Page } from '../../components/page.tsx';
import { useAsker } from '../../lib/session.ts';
import { ShownOnce, type Once } from './shown-once.tsx';
import { Tokens } from './tokens.tsx';
import { Users } from './users.tsx';

/** Who may use this server, and what they are signed in with; whoever is no admin sees their own tokens. */
export function PeoplePage() {
  const asker = useAsker();
  const [once, setOnce] = useState<Once | null>(null);
  const isAdmin = asker?.role === 'admin';
  return (
    <Page title={isAdmin ? 'Users and tokens' : 'Tokens'}>
      <div className="mx-auto max-w-3xl px-4 py-6 md:px-6">
        {once ? <ShownOnce once={once} close={() => setOnce(null)} /> : null}
        {isAdmin ? <Users show={setOnce} /> : null}
        <Tokens show={setOnce} />
      </div>
    </Page>
  );
}
