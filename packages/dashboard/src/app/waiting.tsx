import { CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Empty } from '../components/page.tsx';

/** Before anything is known of the server: nothing for a moment, then that it is away. Goes by itself. */
export function Waiting() {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 1500);
    return () => clearTimeout(timer);
  }, []);
  if (!long) return null;
  return (
    <main className="grid h-full place-items-center">
      <title>Offline · Codewright</title>
      <div role="status">
        <Empty icon={<CloudOff aria-hidden />} title="The server does not answer">
          {location.host} is away, or this device has no network. This window goes on by itself as soon as it is back;
          what you have typed is kept.
        </Empty>
      </div>
    </main>
  );
}
