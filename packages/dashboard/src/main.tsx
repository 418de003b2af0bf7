import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { askAhead } from './app/ahead.ts';
import { App } from './app/app.tsx';
import { startSession } from './lib/session.ts';
import { applyTheme } from './lib/theme.ts';
import './app/styles.css';

// Libraries that lock the page's scrolling add a style element: the server's page brings the nonce that lets them.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
if (nonce) setNonce(nonce);
applyTheme();
askAhead();
startSession().catch((error: unknown) => reportError(error));
const root = document.querySelector('#root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
if ('serviceWorker' in navigator && import.meta.env.PROD && window.isSecureContext)
  navigator.serviceWorker.register('/sw.js').catch((error: unknown) => reportError(error));
