import { useState } from 'react';
import { Heading } from './heading.tsx';
import { ListPage } from './list-page.tsx';
import { entities, title } from './model.ts';
import { go, useRoute } from './route.ts';
import { RowPage } from './row-page.tsx';

/** What was just done, told on the page that it leads to. */
interface Notice {
  path: string;
  text: string;
}

export function App() {
  const route = useRoute();
  const [notice, setNotice] = useState<Notice | null>(null);
  const lost = window.location.pathname !== '/';
  const entity = lost
    ? undefined
    : route.path === ''
      ? entities[0]
      : entities.find((one) => one.path === route.path);
  const done = (text: string) => {
    const path = entity?.path ?? '';
    setNotice({ path, text });
    go(path);
  };
  return (
    <div className="shell">
      <button
        type="button"
        className="button quiet skip"
        onClick={() => document.getElementById('content')?.focus()}
      >
        To the content
      </button>
      <header className="bar">
        <a className="brand" href="/">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          {title}
        </a>
        <nav aria-label="Main">
          {entities.map((one) => (
            <a
              key={one.path}
              href={`/#/${one.path}`}
              aria-current={one === entity ? 'page' : undefined}
            >
              {one.many}
            </a>
          ))}
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        <p role="status" className="notice">
          {notice && notice.path === entity?.path && route.id === null ? notice.text : ''}
        </p>
        {!entity || route.id === 'unknown' ? (
          <section className="missing">
            <Heading>Page not found</Heading>
            <p>There is nothing at this address.</p>
            <a className="button" href="/">
              To the first page
            </a>
          </section>
        ) : route.id === null ? (
          <ListPage key={entity.path} entity={entity} onDone={done} />
        ) : (
          <RowPage key={`${entity.path}/${route.id}`} entity={entity} id={route.id} onDone={done} />
        )}
      </main>
    </div>
  );
}
