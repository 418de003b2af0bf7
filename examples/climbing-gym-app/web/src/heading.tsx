import { useEffect, useRef } from 'react';
import { title } from './model.ts';

/** What a page is about: also on the tab of the browser, and where the keyboard is when the page opens. */
export function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} – ${title}`;
    heading.current?.focus();
  }, [children]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
