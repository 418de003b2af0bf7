import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Addresses of the API: the development server passes them on to `npm start`. */
const api = ['/members', '/routes', '/ascents'];

export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true },
  server: {
    proxy: Object.fromEntries(api.map((path) => [path, 'http://127.0.0.1:3000'])),
  },
});
