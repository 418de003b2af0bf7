import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../../lib/api.ts';

/** The newest notifications of whoever is signed in. */
export function useNotices() {
  return useQuery({ queryKey: ['notices'], queryFn: () => call('listNotices', { query: { limit: 50 } }) });
}

/** What the inbox counts: what waits for an answer, and news that were not read. */
export function useInboxCount(waiting: number): number {
  const notices = useNotices();
  const news = notices.data?.notifications.filter(
    ({ kind, read }) => !read && kind !== 'approval' && kind !== 'question',
  );
  return waiting + (news?.length ?? 0);
}

interface Badging {
  setAppBadge?: (count: number) => Promise<void>;
  clearAppBadge?: () => Promise<void>;
}

/** The count before the title of the window, and on the icon of the installed one. */
export function useTitleBadge(count: number): void {
  useEffect(() => {
    const show = () => {
      const bare = document.title.replace(/^\(\d+\) /, '');
      const wanted = count > 0 ? `(${count}) ${bare}` : bare;
      if (document.title !== wanted) document.title = wanted;
    };
    show();
    // Each page sets its own title.
    const changed = new MutationObserver(show);
    changed.observe(document.head, { subtree: true, childList: true, characterData: true });
    const { setAppBadge, clearAppBadge }: Badging = navigator as Badging;
    const badge = count > 0 ? setAppBadge?.call(navigator, count) : clearAppBadge?.call(navigator);
    // A browser that shows none says so; the title does.
    badge?.catch(() => 'no badge here');
    return () => changed.disconnect();
  }, [count]);
}
