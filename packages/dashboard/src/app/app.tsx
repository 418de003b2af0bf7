import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { SignIn } from '../features/sign-in/sign-in.tsx';
import { queries } from '../lib/api.ts';
import { follow, keepQueriesFresh } from '../lib/live.ts';
import { useAsker } from '../lib/session.ts';
import { router } from './router.tsx';
import { Waiting } from './waiting.tsx';

export function App() {
  const asker = useAsker();
  const user = asker?.user;
  useEffect(() => {
    if (user === undefined) return undefined;
    const going = new AbortController();
    follow(going.signal);
    const stop = keepQueriesFresh();
    return () => {
      going.abort();
      stop();
      queries.clear();
    };
  }, [user]);
  if (asker === undefined) return <Waiting />;
  if (asker === null) return <SignIn />;
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
